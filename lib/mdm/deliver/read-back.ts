import type { DeliveryRow } from '../../cache/mdm-rows.ts';
import { AppError, type ErrorCode, isCode } from '../../platform/errors.ts';
import type { MdmRecord } from '../connectors/connector.ts';
import { hasEnd, isAfter, isOfAnother, shows } from './match.ts';

type Progress = Pick<DeliveryRow, 'reads' | 'expiresNow' | 'waitsUntil'>;

type Sent = Pick<DeliveryRow, 'state' | 'sentAt' | 'add' | 'claim' | 'expiredBefore' | 'changedBefore'>;

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
 * Reads a record until it shows the token's end, at least once.
 * @param deps.latest what was sent, or stands on a page, is told otherwise than what was not
 * @param until which time, in milliseconds since the epoch
 * @throws AppError mdm-still-held, mdm-doubled, mdm-not-confirmed, mdm-not-saved, mdm-held-elsewhere, mdm-refused-token,
 *   mdm-wrong-record, mdm-arrived-elsewhere, mdm-throttled when the MDM asks for a pause beyond `until`, and what reading throws that does not pass
 */
export async function readBack(
  deps: {
    latest(): Promise<DeliveryRow>;
    read(): Promise<MdmRecord>;
    now(): number;
    rest(ms: number): Promise<void>;
    note(progress: Progress): Promise<void>;
  },
  delivery: Pick<DeliveryRow, 'expiresAt' | 'uId' | 'recordLocationName'> & { locationName: string },
  until: (row: DeliveryRow) => number,
): Promise<MdmRecord> {
  let last: MdmRecord | undefined;
  for (let reads = 1; ; reads += 1) {
    const { record, throttled } = await tryRead(deps.read, isSettling(await deps.latest(), deps.now()));
    const row = await deps.latest();
    if (record) {
      last = record;
      const { expiresAt } = record;
      await deps.note({ reads, ...(expiresAt !== undefined && { expiresNow: expiresAt }) });
      if (isOfAnother(record, delivery)) throw wrongRecord(record, delivery.locationName, row);
      if (shows(record, delivery.expiresAt) && isAfter(record, row, delivery.expiresAt)) return record;
      const obstacle = getObstacle(record, row, delivery.expiresAt);
      // A claim may take the MDM a while.
      if (obstacle && row.claim !== true) throw obstacle;
    }
    const left = until(row) - deps.now();
    if (left <= 0) throw (last && getObstacle(last, row, delivery.expiresAt)) ?? refusalOf(last, row);
    const pause = Math.max(throttled ? throttled.retryAt - deps.now() : 0, 0);
    if (throttled && pause > left) throw throttled.error;
    if (throttled) await deps.note({ waitsUntil: throttled.retryAt });
    await deps.rest(Math.max(pause, Math.min(pauseAfter(reads), left)));
  }
}

/** How long another node of a cluster may show what was before (reference 2.2). */
export const SETTLE_MS = 10_000;

/** A record that was just made may not be known everywhere yet. */
const isSettling = ({ add, sentAt }: Pick<DeliveryRow, 'add' | 'sentAt'>, now: number) =>
  add !== undefined && sentAt !== undefined && now - sentAt < SETTLE_MS;

interface Read {
  record?: MdmRecord;
  throttled?: { retryAt: number; error: AppError };
}

async function tryRead(read: () => Promise<MdmRecord>, mayBeUnknown: boolean): Promise<Read> {
  try {
    return { record: await read() };
  } catch (error) {
    if (!mayPass(error) && !(mayBeUnknown && isCode(error, 'mdm-record-gone'))) throw error;
    const retryAt = isCode(error, 'mdm-throttled') ? error.details.retryAt : undefined;
    return isCode(error, 'mdm-throttled') && typeof retryAt === 'number'
      ? { throttled: { retryAt, error } }
      : {};
  }
}

/** What stands in the way of a token that is in the record: to wait would change nothing. */
function getObstacle(record: MdmRecord, row: Sent, expiresAt: number): AppError | undefined {
  if (!hasEnd(record, expiresAt) || !isAfter(record, row, expiresAt)) return undefined;
  if (record.state === 'held-elsewhere') return new AppError('mdm-still-held');
  return record.state === 'duplicate' ? new AppError('mdm-doubled') : undefined;
}
/** Whether it says that the token is in the record, and something else is wrong. */
export const isThere = (error: unknown) => isCode(error, 'mdm-still-held') || isCode(error, 'mdm-doubled');

/** Why a record never showed the token's end, by the MDM's own word. */
function refusalOf(record: MdmRecord | undefined, { state }: Pick<DeliveryRow, 'state'>): AppError {
  if (record?.state === 'held-elsewhere') return new AppError('mdm-held-elsewhere', { taken: true });
  if (record?.state === 'invalid') return new AppError('mdm-refused-token', { taken: true });
  if (record?.state === 'duplicate') return new AppError('mdm-doubled');
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
