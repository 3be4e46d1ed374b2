/** Where in the console something is shown: routes such as "/apps?open=361309726.STDQ". Pure. */
import type { ViewRow } from '../cache/knowledge-rows.ts';
import type { SearchHit } from '../cache/query-contract.ts';
import type { AssetKey, HolderKind } from '../cache/rows.ts';

/** A path with its parameters; empty and missing ones are left out. */
export function placeOf(path: string, params: Record<string, string | undefined> = {}): string {
  const kept = Object.entries(params).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const query = new URLSearchParams(kept).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** An asset with its detail; with a uId that of one location. */
export const placeOfAsset = ({ adamId, pricingParam }: AssetKey, uId?: string): string =>
  placeOf('/apps', { open: [adamId, pricingParam, uId].filter((part) => part !== undefined).join('.') });

export const placeOfPerson = (uId: string, clientUserId: string): string =>
  placeOf('/people', { q: clientUserId, open: `${uId}/${clientUserId}` });

export const placeOfDevice = (serialNumber: string): string =>
  placeOf('/devices', { q: serialNumber, open: serialNumber });

export const placeOfLocation = (uId: string): string => placeOf('/tokens', { open: uId });

export const placeOfList = ({ id, kind }: { id: string; kind: HolderKind }): string =>
  placeOf(kind === 'device' ? '/devices' : '/people', { list: id });

export const placeOfView = ({ path, query }: Pick<ViewRow, 'path' | 'query'>): string =>
  query === '' ? path : `${path}?${query}`;

/** A part of the settings, such as "backup". */
export const placeOfSetting = (show: string): string => placeOf('/settings', { show });

/** The palette over the first screen, with this text in it. */
export const placeOfSearch = (find: string): string => placeOf('/', { find });

/** Where a found app, person or device is shown. A person of several locations is opened in the first. */
export function placeOfHit(hit: SearchHit): string {
  if (hit.kind === 'asset') return placeOfAsset(hit.key);
  const { kind, id } = hit.holder;
  if (kind === 'device') return placeOfDevice(id);
  return placeOfPerson(hit.users[0]?.uId ?? hit.places[0]?.uId ?? '', id);
}
