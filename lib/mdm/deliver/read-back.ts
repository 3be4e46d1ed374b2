import type { DeliveryRow } from '../../cache/mdm-rows.ts';
import { AppError, type ErrorCode } from '../../platform/errors.ts';
import type { MdmRecord } from '../connectors/connector.ts';
import { isOfAnother, shows } from './match.ts';

interface Progress {
  reads: number;
  expiresNow?: number;
}

/** What may pass by itself while a record is read again and again. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'mdm-unreachable',
  'mdm-timed-out',
  'mdm-server',
  'mdm-throttled',
]);
export const mayPass = (error: unknown) => error instanceof AppError && passing.has(error.code);

/** A second, then ever longer, up to half a minute: a cluster settles within ten seconds, Intune takes minutes. */
const pauseAfter = (reads: number) => Math.min(1000 * 1.6 ** Math.min(reads, 10), 30_000);

/**
 * Reads a record until it shows the token's end, at least once and until `until` (milliseconds since the epoch).
 * @param deps.row what was sent, or stands on a page, is told otherwise than what was not
 * @throws AppError mdm-not-confirmed, mdm-not-saved, mdm-held-elsewhere, mdm-refused-token, mdm-duplicate,
 *   mdm-wrong-record, mdm-arrived-elsewhere, and what reading throws that does not pass
 */
export async function readBack(
  deps: {
    row: Pick<DeliveryRow, 'state' | 'sentAt'>;
    read(): Promise<MdmRecord>;
    now(): number;
    rest(ms: number): Promise<void>;
    note(progress: Progress): Promise<void>;
  },
  delivery: Pick<DeliveryRow, 'expiresAt' | 'uId' | 'recordLocationName'> & { locationName: string },
  until: number,
): Promise<MdmRecord> {
  const { row } = deps;
  let last: MdmRecord | undefined;
  for (let reads = 1; ; reads += 1) {
    const record = await tryRead(deps.read);
    if (record) {
      last = record;
      const { expiresAt } = record;
      await deps.note({ reads, ...(expiresAt !== undefined && { expiresNow: expiresAt }) });
      if (isOfAnother(record, delivery)) throw wrongRecord(record, delivery.locationName, row);
      if (shows(record, delivery.expiresAt)) return record;
    }
    if (deps.now() >= until) throw refusalOf(last, row);
    await deps.rest(Math.min(pauseAfter(reads), Math.max(until - deps.now(), 0)));
  }
}

async function tryRead(read: () => Promise<MdmRecord>): Promise<MdmRecord | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!mayPass(error)) throw error;
    return undefined;
  }
}

/** Why a record never showed the token's end, by the MDM's own word. */
function refusalOf(record: MdmRecord | undefined, { state }: Pick<DeliveryRow, 'state'>): AppError {
  if (record?.state === 'held-elsewhere') return new AppError('mdm-held-elsewhere');
  if (record?.state === 'invalid') return new AppError('mdm-refused-token');
  if (record?.state === 'duplicate') return new AppError('mdm-duplicate');
  return new AppError(state === 'placed' ? 'mdm-not-saved' : 'mdm-not-confirmed');
}

/** Whether something was sent decides what the admin has to do: choose another record, or look what became of this one. */
export function wrongRecord(
  record: MdmRecord,
  expected: string,
  { sentAt }: Pick<DeliveryRow, 'sentAt'>,
): AppError {
  const code = sentAt === undefined ? 'mdm-wrong-record' : 'mdm-arrived-elsewhere';
  return new AppError(code, { found: record.locationName ?? record.name, expected });
}
