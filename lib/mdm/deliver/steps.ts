/** The steps of one hand-over. Each begins with the row as it stands, does its work, and says what the row becomes. */
import { isTelling } from '../../cache/delivery-ends.ts';
import type { DeliveryRow } from '../../cache/mdm-rows.ts';
import { AppError, isCode } from '../../platform/errors.ts';
import type { Delivery, MdmRecord, RecordSession, UpsertSession } from '../connectors/connector.ts';
import { choicesOf, isOfAnother, type Memory, matchRecord, ownRecords, shows } from './match.ts';
import { didNothing } from './outcome.ts';
import { isThere, mayPass, readBack, SETTLE_MS, wrongRecord } from './read-back.ts';

/** How long a record may take to show the new end; by page the admin still has to press Save. */
const VERIFY_MS = 10 * 60_000;
const PLACED_MS = 30 * 60_000;
/** How often it is looked whether the token stands on its page. */
const LOOK_AGAIN_MS = 5000;

export type Changes = Partial<DeliveryRow>;
export interface StepDeps {
  row: DeliveryRow;
  delivery: Delivery;
  now(): number;
  /** The row as it is by now: what stands on a page is noted there meanwhile. */
  latest(): Promise<DeliveryRow>;
  /** Sleeps and keeps the background alive. */
  rest(ms: number): Promise<void>;
  /** Writes to the row before the work goes on. @throws AppError cancelled when it was ended */
  note(changes: Changes): Promise<void>;
  memory(): Promise<Memory>;
  signal: AbortSignal;
}

export async function match(session: RecordSession, deps: StepDeps): Promise<Changes> {
  const { delivery, signal } = deps;
  const records = await session.list(signal);
  const found = matchRecord(records, delivery, await deps.memory());
  if (found.kind === 'one') return toSending(session, found.record, deps.now());
  const { choices, renamed } = found;
  return { state: 'asking', choices, ...(renamed !== undefined && { renamed }) };
}

export function toSending(session: RecordSession, record: MdmRecord, now: number): Changes {
  return {
    ...(session.renew ? { state: 'sending' } : { state: 'placed', placedAt: now }),
    ...naming(record),
    ...(record.expiresAt !== undefined && { expiredBefore: record.expiresAt }),
  };
}

const naming = ({ id, name, locationName }: MdmRecord) => ({
  ...{ recordId: id, recordName: name, recordLocationName: locationName },
});

/** What the record has to be, by whichever name it was found. */
const wanted = ({ row: { recordLocationName }, delivery }: StepDeps) => ({ ...delivery, recordLocationName });

/** The record is read once more right before it is overwritten: the choice may be hours old. */
export async function renew(session: RecordSession, deps: StepDeps): Promise<Changes> {
  const { row, delivery, signal } = deps;
  if (!session.renew || row.recordId === undefined) throw new AppError('mdm-cannot');
  const record = await session.read(row.recordId, signal);
  if (isOfAnother(record, wanted(deps))) throw wrongRecord(record, delivery.locationName, row);
  const expiredBefore = row.expiredBefore ?? record.expiresAt;
  // Where the end is no proof, to send once more does no harm.
  const canTell = isTelling(expiredBefore, delivery.expiresAt);
  // It was sent before, or about to be, by a background that died: what arrived is not sent again.
  if (row.sentAt !== undefined && canTell && (await arrived(session, record.id, deps, row.sentAt)))
    return { state: 'verifying' };
  const { changedAt: changedBefore } = record;
  await deps.note({
    sentAt: deps.now(),
    ...(expiredBefore !== undefined && { expiredBefore }),
    ...(changedBefore !== undefined && { changedBefore }),
  });
  await session.renew(record, delivery, { claim: row.claim === true }, signal).catch(async (error) => {
    await takeBack(error, deps);
    // Whether it arrived is not known: the record tells.
    if (!isUnknown(error) || !canTell || !(await arrived(session, record.id, deps, deps.now()))) throw error;
  });
  return { state: 'verifying' };
}

/** Never a second record: before anything is sent, and after a death, the list is looked through. */
export async function add(session: RecordSession, deps: StepDeps): Promise<Changes> {
  const { row, delivery, signal } = deps;
  if (!session.add || row.add === undefined) throw new AppError('mdm-cannot');
  const records = await session.list(signal);
  const [own, ...others] = ownRecords(records, delivery);
  if (row.sentAt !== undefined) {
    if (own && others.length === 0) return added(own);
    if (deps.now() - row.sentAt < SETTLE_MS) {
      await deps.rest(1000);
      return {};
    }
    return { state: 'asking', choices: choicesOf(records, delivery, await deps.memory()) };
  }
  if (own) throw new AppError('mdm-duplicate');
  await deps.note({ sentAt: deps.now() });
  try {
    return added(await session.add(delivery, row.add, { claim: row.claim === true }, signal));
  } catch (error) {
    await takeBack(error, deps);
    // Looked for in the list, on the next round.
    if (isUnknown(error)) return {};
    throw error;
  }
}

const added = (record: MdmRecord): Changes => ({ state: 'verifying', ...naming(record) });

const isUnknown = (error: unknown) => mayPass(error) && !isCode(error, 'mdm-throttled');

/** What did nothing counts as never sent; after a 429 it goes out once more. */
async function takeBack(error: unknown, { row, note }: StepDeps): Promise<void> {
  if (didNothing(error)) await note({ sentAt: row.sentAt });
}

/** May be sent again as it is: the MDM creates or updates by Apple's uId, so twice is once. */
export async function upsert(session: UpsertSession, deps: StepDeps): Promise<Changes> {
  const { delivery, signal } = deps;
  const sentAt = deps.now();
  await deps.note({ sentAt });
  const record = await session.upsert(delivery, signal).catch(async (error) => {
    await takeBack(error, deps);
    throw error;
  });
  if (isOfAnother(record, delivery)) throw wrongRecord(record, delivery.locationName, { sentAt });
  if (!shows(record, delivery.expiresAt)) throw new AppError('mdm-not-confirmed');
  return { ...added(record), state: 'done' };
}

export async function verify(session: RecordSession, deps: StepDeps): Promise<Changes> {
  const { row, delivery, now } = deps;
  if (row.state === 'placed' && !isTelling(row.expiredBefore, delivery.expiresAt)) return awaitPage(deps);
  const record = await readUntil(session, expectRecordId(row), deps, endOf);
  return { state: 'done', ...naming(record), updatedAt: now() };
}

/** How long its record is read back; by page, from when the token stands there. */
const endOf = ({ state, sentAt, placedAt, startedAt }: DeliveryRow): number =>
  state === 'placed' ? (sentAt ?? placedAt ?? startedAt) + PLACED_MS : (sentAt ?? startedAt) + VERIFY_MS;

/** The record shows the token's end before anybody has saved: what stands on the page is the admin's to look after. */
async function awaitPage({ row, now, rest }: StepDeps): Promise<Changes> {
  if (row.sentAt !== undefined) return { state: 'handed', updatedAt: now() };
  if (now() >= endOf(row)) throw new AppError('mdm-not-saved');
  await rest(LOOK_AGAIN_MS);
  return {};
}

function readUntil(
  session: RecordSession,
  id: string,
  deps: StepDeps,
  until: (row: DeliveryRow) => number,
): Promise<MdmRecord> {
  return readBack({ ...deps, read: () => session.read(id, deps.signal) }, wanted(deps), until);
}

async function arrived(session: RecordSession, id: string, deps: StepDeps, sentAt: number): Promise<boolean> {
  try {
    await readUntil(session, id, deps, () => sentAt + SETTLE_MS);
    return true;
  } catch (error) {
    if (deps.signal.aborted || isCode(error, 'mdm-throttled')) throw error;
    // To claim it is a part of sending it.
    return isThere(error) && deps.row.claim !== true;
  }
}

function expectRecordId({ recordId }: DeliveryRow): string {
  if (recordId === undefined) throw new AppError('mdm-cannot');
  return recordId;
}
