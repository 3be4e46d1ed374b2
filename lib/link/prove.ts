import type { AppleClient } from '../apple/contract.ts';
import type { CandidateRow, MdmInfo } from '../cache/rows.ts';
import { parseExpiry } from '../token/parse-expiry.ts';

/**
 * One pace for all proofs, whatever location they open: a governor for each token would leave its state behind for
 * every text that a page invents.
 */
const proofPace = 'proofs';

type Proven = Extract<CandidateRow['proof'], { state: 'proven' }>;
export interface ProvenToken extends Omit<Proven, 'state' | 'renews'> {
  defaultPlatform?: 'volumestore' | 'enterprisestore';
}

/**
 * Asks Apple what a token opens: `GET client/config`, then one page of `GET assets`, since only a call for content
 * tells a revoked token from a good one (portal 1.9). `service/config` gives the limits and
 * answers for any token, so it proves nothing.
 * @throws as AppleLocation
 */
export async function proveToken(
  apple: AppleClient,
  token: { text: string; expiresAt: number },
  signal?: AbortSignal,
): Promise<ProvenToken> {
  const location = apple.location(token.text, proofPace);
  await apple.serviceConfig(signal);
  const config = await location.clientConfig(signal);
  const assets = await location.assets({ pageIndex: 0 }, signal);
  const tokenEnd = config.tokenExpirationDate ? parseExpiry(config.tokenExpirationDate) : undefined;
  return {
    uId: config.uId,
    locationName: config.locationName,
    expiresAt: Math.min(token.expiresAt, tokenEnd ?? Number.POSITIVE_INFINITY),
    ...optional('countryISO2ACode', config.countryISO2ACode),
    ...optional('websiteURL', config.websiteURL),
    ...optional('defaultPlatform', config.defaultPlatform),
    ...optional<'mdmInfo', MdmInfo>('mdmInfo', config.mdmInfo),
    ...optional('assetCount', assets.nextPageIndex === undefined ? assets.assets.length : undefined),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const part: { [P in K]?: V } = {};
  if (value !== undefined) part[key] = value;
  return part;
}
