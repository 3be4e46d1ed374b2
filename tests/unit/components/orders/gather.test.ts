import { describe, expect, it } from 'vitest';
import { partsOfAssets, partsOfDevices, partsOfPeople } from '../../../../components/orders/gather.ts';
import type { LocationRow } from '../../../../lib/cache/rows.ts';

const location = (uId: string): LocationRow => ({
  uId,
  locationName: uId,
  orgName: 'o',
  expiresAt: 0,
  fingerprint: '0',
  linkedAt: 0,
  health: { state: 'ok', since: 0, checkedAt: 0 },
});
const both = [location('1'), location('2')];
const devices = [
  { serial: 'A', places: ['1', '2'] },
  { serial: 'B', places: ['2'] },
];
const places = (parts: { uId: string }[]) => parts.map(({ uId }) => uId);

describe('what is ticked becomes one part a location', () => {
  it('of assets and of people', () => {
    const key = { adamId: '9', pricingParam: 'STDQ' as const };
    expect(
      partsOfAssets('grant', [
        { uId: '1', key },
        { uId: '2', key },
        { uId: '1', key: { ...key, adamId: '8' } },
      ]),
    ).toEqual([
      {
        uId: '1',
        wish: {
          kind: 'grant',
          blocks: [{ assets: [key, { ...key, adamId: '8' }], clientUserIds: [], serialNumbers: [] }],
        },
      },
      {
        uId: '2',
        wish: { kind: 'grant', blocks: [{ assets: [key], clientUserIds: [], serialNumbers: [] }] },
      },
    ]);
    expect(partsOfPeople('retire', [{ uId: '2', id: 'u' }])).toEqual([
      { uId: '2', wish: { kind: 'retire', clientUserIds: ['u'] } },
    ]);
  });

  it('takes back from a device where it holds something', () => {
    expect(partsOfDevices('take-all-back', devices, both, '')).toEqual([
      { uId: '1', wish: { kind: 'take-all-back', clientUserIds: [], serialNumbers: ['A'] } },
      { uId: '2', wish: { kind: 'take-all-back', clientUserIds: [], serialNumbers: ['A', 'B'] } },
    ]);
  });

  it('leaves open where a device gets something, unless there is no choice', () => {
    expect(places(partsOfDevices('grant', devices, both, ''))).toEqual(['']);
    expect(places(partsOfDevices('grant', devices, both, '2'))).toEqual(['2']);
    expect(places(partsOfDevices('grant', devices, [location('1')], ''))).toEqual(['1']);
  });
});
