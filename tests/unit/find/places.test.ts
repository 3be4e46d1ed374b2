import { expect, it } from 'vitest';
import type { SearchHit } from '../../../lib/cache/query-contract.ts';
import {
  placeOf,
  placeOfAsset,
  placeOfDevice,
  placeOfHit,
  placeOfList,
  placeOfPerson,
  placeOfView,
} from '../../../lib/find/places.ts';

const paramsOf = (place: string) => Object.fromEntries(new URLSearchParams(place.split('?')[1]));

it('leads to an asset, of all locations or of one', () => {
  const key = { adamId: '361', pricingParam: 'PLUS' as const };
  expect(placeOfAsset(key)).toBe('/apps?open=361.PLUS');
  expect(placeOfAsset(key, '7')).toBe('/apps?open=361.PLUS.7');
});

it('carries ids with any signs through the address', () => {
  const id = 'a&b=c/#d e?f+"g"';
  expect(paramsOf(placeOfPerson('7', id))).toEqual({ q: id, open: `7/${id}` });
  expect(paramsOf(placeOfDevice(id))).toEqual({ q: id, open: id });
});

it('opens a person where it is known, else where it holds something', () => {
  const user = { uId: '8', generation: 1, clientUserId: 'u', status: 'Retired' as const, retiredRecords: 1 };
  const hit = (users: (typeof user)[]): SearchHit => ({
    kind: 'holder',
    holder: { kind: 'user', id: 'u' },
    users,
    places: [{ uId: '9', assetCount: 1 }],
  });
  expect(paramsOf(placeOfHit(hit([user]))).open).toBe('8/u');
  expect(paramsOf(placeOfHit(hit([]))).open).toBe('9/u');
});

it('leaves out what is empty', () => {
  expect(placeOf('/apps', { location: '', q: undefined })).toBe('/apps');
  expect(placeOfView({ path: '/apps', query: '' })).toBe('/apps');
  expect(placeOfList({ id: 'l', kind: 'user' })).toBe('/people?list=l');
});
