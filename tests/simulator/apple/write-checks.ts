import type { Call } from './call.ts';
import { Refusal } from './errors.ts';
import {
  duplicates,
  expectStrings,
  getList,
  getText,
  isObject,
  type JsonObject,
  parseBody,
} from './parameters.ts';

export interface Targets {
  clientUserIds: string[];
  serialNumbers: string[];
}

export interface AssetRequest extends Targets {
  assets: { adamId: string; pricingParam: string }[];
}

/** The sync checks of 4.4, in the order of reference 17: 9718 9700 9703 9719 9701 9702 9704 9705. */
export function readAssetRequest({ body, state }: Call): AssetRequest {
  const { limits } = state.config;
  const parsed = parseBody(body);
  const list = getList(parsed, 'assets');
  if (list.length === 0) throw new Refusal(9718);
  if (list.length > (limits.maxAssets ?? Infinity)) throw new Refusal(9700);
  const assets = list.map(readAsset);
  const twice = new Set(duplicates(assets.map((asset) => JSON.stringify(asset))));
  if (twice.size > 0) throw new Refusal(9703, { assets: [...twice].map((text) => JSON.parse(text)) });
  const targets = readTargets(parsed, { users: limits.maxClientUserIds, serials: limits.maxSerialNumbers });
  return { assets, ...targets };
}

export function readTargets(
  body: JsonObject,
  limits: { users: number | undefined; serials: number | undefined },
): Targets {
  const users = getList(body, 'clientUserIds');
  const serials = getList(body, 'serialNumbers');
  if (users.length === 0 && serials.length === 0) throw new Refusal(9719);
  if (users.length > (limits.users ?? Infinity)) throw new Refusal(9701);
  if (serials.length > (limits.serials ?? Infinity)) throw new Refusal(9702);
  const clientUserIds = expectStrings(users);
  const serialNumbers = expectStrings(serials);
  const usersTwice = duplicates(clientUserIds);
  if (usersTwice.length > 0) throw new Refusal(9704, { clientUserIds: usersTwice });
  const serialsTwice = duplicates(serialNumbers);
  if (serialsTwice.length > 0) throw new Refusal(9705, { serialNumbers: serialsTwice });
  return { clientUserIds, serialNumbers };
}

/** 9609 at once, with the empty `errorInfo` seen on the wire (reference 4.4), or left to the event. */
export function checkUsersKnown({ location, state }: Call, clientUserIds: string[]) {
  if (state.config.unknownUser === 'async') return;
  if (clientUserIds.some((id) => location.users.getActive(id) === undefined)) throw new Refusal(9609, {});
}

/** adamId is a string here (reference 3); pricingParam may be left out and means STDQ (4.4). */
function readAsset(value: unknown) {
  if (!isObject(value)) throw new Refusal(9602);
  const adamId = getText(value, 'adamId');
  const pricingParam = getText(value, 'pricingParam') ?? 'STDQ';
  if (!adamId || (pricingParam !== 'STDQ' && pricingParam !== 'PLUS')) throw new Refusal(9602);
  return { adamId, pricingParam };
}
