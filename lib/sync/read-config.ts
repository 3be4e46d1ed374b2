import type { ClientConfig } from '../apple/wire.ts';
import type { LocationRow } from '../cache/rows.ts';
import { AppError } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import { parseExpiry } from '../token/parse-expiry.ts';
import type { RunContext } from './context.ts';

/**
 * Reads what Apple says of the location and who holds it, and makes sure that the token opens this location and no
 * other: a library is known by its uId alone (reference 18.21).
 * @throws AppError wrong-location; location-unknown when it was unlinked
 */
export async function readConfig({ db, apple, uId, signal, progress }: RunContext): Promise<void> {
  await progress.phase('config');
  const config = await apple.clientConfig(signal);
  if (config.uId !== uId) throw new AppError('wrong-location', { expected: uId, found: config.uId });
  const updated = await storing(() =>
    db.locations
      .where('uId')
      .equals(uId)
      .modify((row) => applyConfig(row, config)),
  );
  if (updated === 0) throw new AppError('location-unknown', { uId });
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
