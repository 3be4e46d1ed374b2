import type { CandidateRow, LocationRow } from '../cache/rows.ts';
import type { ProvenToken } from './prove.ts';

/** What stands in the cache of a location once it is linked or renewed. */
export function locationRow(
  candidate: CandidateRow,
  proof: ProvenToken,
  before: LocationRow | undefined,
  now: number,
): LocationRow {
  const { assetCount: _, ...facts } = proof;
  return {
    ...before,
    uId: facts.uId,
    locationName: facts.locationName,
    ...(facts.countryISO2ACode === undefined ? {} : { countryISO2ACode: facts.countryISO2ACode }),
    ...(facts.defaultPlatform === undefined ? {} : { defaultPlatform: facts.defaultPlatform }),
    ...(facts.websiteURL === undefined ? {} : { websiteURL: facts.websiteURL }),
    // Of a linked location the sync notices another holder and tells of it.
    ...(before || facts.mdmInfo === undefined ? {} : { mdmInfo: facts.mdmInfo }),
    orgName: candidate.orgName,
    expiresAt: facts.expiresAt,
    fingerprint: candidate.fingerprint,
    linkedAt: before?.linkedAt ?? now,
    ...(before ? { renewedAt: now } : {}),
    health: { state: 'ok', since: now, checkedAt: now },
  };
}
