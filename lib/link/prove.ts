import type { AppleReads } from '../apple/contract.ts';
import type { CandidateRow, MdmInfo } from '../cache/rows.ts';
import { parseExpiry } from '../token/parse-expiry.ts';

/**
 * One pace for all tokens whose location is unknown: a governor for each would leave its state behind for every text
 * that a page invents.
 */
const unknownPace = 'proofs';

type Proven = Extract<CandidateRow['proof'], { state: 'proven' }>;
export interface ProvenToken extends Omit<Proven, 'state' | 'renews'> {
  defaultPlatform?: 'volumestore' | 'enterprisestore';
}

interface ToProve {
  text: string;
  expiresAt: number;
  /** The location, where it is known already or very likely. */
  uId?: string | undefined;
  /** Told which location it is as soon as Apple has said so, before anything else can fail. */
  onNamed(uId: string): Promise<void>;
}

/**
 * Asks Apple what a token opens: `GET client/config`, then one page of `GET assets`, since only a call for content
 * tells a revoked token from a good one (portal 1.9). `service/config` gives the limits and
 * answers for any token, so it proves nothing. From the moment the location is known its own governor decides, so
 * that a proof does not break what Apple asked the location to wait for.
 * @throws as AppleLocation
 */
export async function proveToken(
  apple: AppleReads,
  token: ToProve,
  signal?: AbortSignal,
): Promise<ProvenToken> {
  await apple.serviceConfig(signal);
  const config = await apple.location(token.text, token.uId ?? unknownPace).clientConfig(signal);
  await token.onNamed(config.uId);
  const location = apple.location(token.text, config.uId);
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
