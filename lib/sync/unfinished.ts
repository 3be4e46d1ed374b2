/** What of the syncs and the look-up of names goes on by itself, for the alarm that stands by. */
import type { Database } from '../cache/database.ts';
import type { SyncRow } from '../cache/rows.ts';
import { readNamesStatus } from '../cache/write-names-status.ts';
import { storing } from '../platform/storage-error.ts';

/** What is due later is left to the routine alarm. */
const SOON_MS = 5 * 60_000;
const atRest: ReadonlySet<SyncRow['state']> = new Set(['done', 'failed']);

/** @throws AppError storage-full, storage-broken */
export async function areSyncsUnfinished(cache: Database): Promise<boolean> {
  const isUnfinished = ({ state, nextAt }: SyncRow) =>
    state === 'waiting' ? nextAt !== undefined : !atRest.has(state);
  return (await storing(() => cache.syncs.filter(isUnfinished).count())) > 0;
}

/** @throws AppError storage-full, storage-broken */
export async function areNamesSoon(cache: Database, now: number): Promise<boolean> {
  const { lookUpAt, iconsAt } = await storing(() => readNamesStatus(cache));
  return [lookUpAt, iconsAt].some((at) => at !== undefined && at <= now + SOON_MS);
}
