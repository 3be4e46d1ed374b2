/** What all connectors do with an answer: tell failures apart by their status, and read JSON. */
import { z } from 'zod';
import { AppError, type ErrorCode, type ErrorDetails } from '../../platform/errors.ts';
import { placeOf } from '../../platform/place-of.ts';
import { readRetryAfter } from '../../platform/retry-after.ts';
import type { Settings } from '../catalogue/connector-form.ts';
import type { ConnectorAnswer, MdmRecord, TestVerdict } from './connector.ts';

export interface Expectation {
  /** What the MDM calls the right that its 403 misses. */
  role: string;
  now: number;
  /** The address is that of one record: only then a 404 says that it is gone, and not that something else answers. */
  isOfRecord?: boolean;
  /** Where this MDM means something else by a status. */
  codes?: Readonly<Record<number, ErrorCode>>;
}

/** @throws AppError as `ConnectorSession` says */
export function expectOk(
  answer: ConnectorAnswer,
  { role, now, isOfRecord = false, codes = {} }: Expectation,
): void {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return;
  const message = messageIn(answer.text);
  const details: ErrorDetails = { status, ...(message !== '' && { message }) };
  const special = codes[status];
  if (special) throw new AppError(special, details);
  if (status === 401) throw new AppError('mdm-sign-in', details);
  if (status === 403) throw new AppError('mdm-not-allowed', { ...details, role });
  if (status === 404) throw new AppError(isOfRecord ? 'mdm-record-gone' : 'mdm-unexpected', details);
  const retryAt = readRetryAfter(headers.get('retry-after'), now);
  // Graph asks for a pause by either (reference 2.1).
  const isPause = status === 429 || (status === 409 && retryAt !== undefined);
  if (isPause) throw new AppError('mdm-throttled', { ...details, retryAt: retryAt ?? now + 30_000 });
  throw new AppError(status >= 500 ? 'mdm-server' : 'mdm-refused', details);
}

/** @throws AppError mdm-unexpected with the place that is not as documented */
export function readJson<T>(answer: { text: string }, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseLoosely(answer.text));
  if (parsed.success) return parsed.data;
  throw new AppError('mdm-unexpected', { place: placeOf(parsed.error.issues[0]?.path ?? []) });
}

const asText = z.string().catch('');
const said = z.object({
  message: asText.optional(),
  error_description: asText.optional(),
  error: z
    .union([z.object({ message: asText }), z.string()])
    .optional()
    .catch(undefined),
  errors: z
    .array(z.object({ description: asText.optional(), reason: asText.optional() }))
    .optional()
    .catch(undefined),
});

/** The MDM's own word for what went wrong, in any of the forms seen. */
function messageIn(text: string): string {
  const parsed = said.safeParse(parseLoosely(text));
  if (!parsed.success) return '';
  const { message, error, errors = [], error_description: described } = parsed.data;
  const [first] = errors;
  const plain = typeof error === 'string' ? error : error?.message;
  return withoutSecrets(first?.reason || first?.description || described || plain || message || '');
}

/** An MDM may quote what it was sent: whatever could be a token or a key goes, and a long speech is cut. */
export function withoutSecrets(text: string): string {
  return text.replace(/[\w+/=.~-]{20,}/g, '…').slice(0, 300);
}

function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The verdict of a test that is an ordinary reading. */
export async function works(reading: Promise<unknown>): Promise<TestVerdict> {
  await reading;
  return 'works';
}

/**
 * A date of an answer, in milliseconds since the epoch; undefined when it is none. A time that tells no zone is UTC, as
 * servers write it (Zentral does), and not that of this computer.
 */
export function readDate(text: string | null | undefined): number | undefined {
  const zoned = text?.replace(/([+-]\d\d)(\d\d)$/, '$1:$2').replace(/[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/, '$&Z');
  const at = zoned ? Date.parse(zoned) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** A value of the checked form. @throws AppError mdm-settings */
export function expectSetting(settings: Settings, field: string): string {
  const value = settings[field];
  if (value === undefined) throw new AppError('mdm-settings', { field });
  return value;
}

/** Leaves out what is absent, empty or null, for `exactOptionalPropertyTypes`. */
export function facts<T extends object>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined | null | ''> } {
  const known = Object.entries(values).filter(([, value]) => value != null && value !== '');
  return Object.fromEntries(known) as { [K in keyof T]?: Exclude<T[K], undefined | null | ''> };
}

/** The API token goes to the configured address alone, wherever an answer would lead. @throws AppError mdm-unexpected */
export function onSameOrigin(link: string, base: string): string {
  if (URL.canParse(link) && new URL(link).origin === base) return link;
  throw new AppError('mdm-unexpected', { place: 'next' });
}

/** One record of a list, where the MDM tells no single one. @throws AppError mdm-record-gone */
export function expectRecord(records: readonly MdmRecord[], id: string): MdmRecord {
  const found = records.find((record) => record.id === id);
  if (!found) throw new AppError('mdm-record-gone');
  return found;
}
