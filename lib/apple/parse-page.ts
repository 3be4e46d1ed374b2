import type { z } from 'zod';
import { AppError } from '../platform/errors.ts';
import { placeOf } from '../platform/place-of.ts';
import { type AssignmentsPage, assignmentsPageSchema, readPricing, type WireAssignment } from './wire.ts';

/** Checks an answer against its schema. @throws AppError unexpected-answer with the place only, no content. */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw unexpected(result.error.issues[0]?.path ?? []);
}

const envelopeSchema = assignmentsPageSchema.omit({ assignments: true });

/**
 * `assignmentsPageSchema` with its rows read by hand: a location can have a million of them. For 1,000 rows
 * Zod (without its `new Function` path, which the CSP forbids) takes longer than `JSON.parse` of the same page;
 * this adds a few hundredths. A property test holds both to the same results.
 */
export function parseAssignmentsPage(body: unknown): AssignmentsPage {
  const envelope = parseBody(envelopeSchema, body);
  return { ...envelope, assignments: readRows(body) };
}

function readRows(body: unknown): WireAssignment[] {
  if (!isRecord(body) || body.assignments === undefined) return [];
  if (!Array.isArray(body.assignments)) throw unexpected(['assignments']);
  const rows: WireAssignment[] = [];
  for (let index = 0; index < body.assignments.length; index++) {
    const row = readRow(body.assignments[index], index);
    if (row) rows.push(row);
  }
  return rows;
}

/** Undefined for a price plan that we do not know. */
function readRow(value: unknown, index: number): WireAssignment | undefined {
  if (!isRecord(value)) throw unexpected(['assignments', index]);
  const { adamId, clientUserId, serialNumber, idHash, userStatus } = value;
  if (typeof adamId !== 'string') throw unexpected(['assignments', index, 'adamId']);
  const pricingParam = readPricing(value.pricingParam);
  const row: WireAssignment = { adamId, pricingParam: pricingParam ?? 'STDQ' };
  if (typeof clientUserId === 'string') row.clientUserId = clientUserId;
  else if (clientUserId !== undefined) throw unexpected(['assignments', index, 'clientUserId']);
  if (typeof serialNumber === 'string') row.serialNumber = serialNumber;
  else if (serialNumber !== undefined) throw unexpected(['assignments', index, 'serialNumber']);
  if (typeof idHash === 'string') row.idHash = idHash;
  else if (idHash !== undefined) throw unexpected(['assignments', index, 'idHash']);
  if (typeof userStatus === 'string') row.userStatus = userStatus;
  else if (userStatus !== undefined) throw unexpected(['assignments', index, 'userStatus']);
  return pricingParam && row;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unexpected(path: readonly PropertyKey[]): AppError {
  return new AppError('unexpected-answer', { place: placeOf(path) || 'answer' });
}
