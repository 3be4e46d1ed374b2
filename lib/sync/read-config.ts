import type { ClientConfig } from '../apple/wire.ts';
import type { Database } from '../cache/database.ts';
import { getHolder } from '../cache/holder-alarm.ts';
import type { TimelineEvent } from '../cache/observed-rows.ts';
import type { LocationRow } from '../cache/rows.ts';
import { noteEvent } from '../cache/write-timeline.ts';
import { AppError } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import { parseExpiry } from '../token/parse-expiry.ts';
import type { RunContext } from './context.ts';

/**
 * Reads what Apple says of the location and who holds it, and makes sure that the token opens this location and no
 * other: a library is known by its uId alone (reference 18.21).
 * @throws AppError wrong-location; location-unknown when it was unlinked
 */
export async function readConfig({ db, apple, clock, uId, signal, progress }: RunContext): Promise<void> {
  await progress.phase('config');
  const config = await apple.clientConfig(signal);
  if (config.uId !== uId) throw new AppError('wrong-location', { expected: uId, found: config.uId });
  await storing(() => writeConfig(db, uId, config, clock.now()));
}

function writeConfig(db: Database, uId: string, config: ClientConfig, at: number): Promise<void> {
  return db.transaction('rw', [db.locations, db.timeline], async () => {
    const before = await db.locations.get(uId);
    if (!before) throw new AppError('location-unknown', { uId });
    const row = { ...before };
    applyConfig(row, config);
    const events = changesBetween(before, row);
    const holder = events.find((event) => event.kind === 'holder');
    if (holder) row.holderChange = { at, ...(holder.from && { from: holder.from }) };
    await db.locations.put(row);
    for (const event of events) await noteEvent(db, uId, at, event);
  });
}

/** What an admin wants to know of: another holder may take licences back on its own (reference 9). */
function changesBetween(before: LocationRow, after: LocationRow): TimelineEvent[] {
  const events: TimelineEvent[] = [];
  const [from, to] = [getHolder(before), getHolder(after)];
  if (from?.id !== to?.id) events.push({ kind: 'holder', ...(from && { from }), ...(to && { to }) });
  if (before.locationName !== after.locationName) {
    events.push({ kind: 'renamed', from: before.locationName, to: after.locationName });
  }
  return events;
}

function applyConfig(row: LocationRow, config: ClientConfig): void {
  const { countryISO2ACode, defaultPlatform, websiteURL, mdmInfo, tokenExpirationDate } = config;
  if (config.locationName !== '') row.locationName = config.locationName;
  if (countryISO2ACode !== undefined) row.countryISO2ACode = countryISO2ACode;
  if (defaultPlatform !== undefined) row.defaultPlatform = defaultPlatform;
  if (websiteURL !== undefined) row.websiteURL = websiteURL;
  // Absent means that nobody holds it any more (reference 3).
  if (mdmInfo) row.mdmInfo = mdmInfo;
  else delete row.mdmInfo;
  const expiresAt = tokenExpirationDate === undefined ? undefined : parseExpiry(tokenExpirationDate);
  if (expiresAt !== undefined) row.expiresAt = Math.min(row.expiresAt, expiresAt);
}
