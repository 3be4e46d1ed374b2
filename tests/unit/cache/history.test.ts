import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withPoint } from '../../../lib/cache/history.ts';
import type { CountPoint } from '../../../lib/cache/observed-rows.ts';
import type { AssetRow } from '../../../lib/cache/rows.ts';
import { forgetLocation, writeAssets } from '../../../lib/cache/write-location.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';

const DAY = 86_400_000;
const counts = (at: number, assigned: number): CountPoint => ({
  at,
  total: 100,
  available: 100 - assigned,
  assigned,
});

function asset(adamId: string, assigned: number, asOf: number): AssetRow {
  return {
    uId: '1',
    adamId,
    pricingParam: 'STDQ',
    productType: 'App',
    unlimited: false,
    totalCount: 100,
    availableCount: 100 - assigned,
    assignedCount: assigned,
    deviceAssignable: true,
    revocable: true,
    supportedPlatforms: ['iOS'],
    asOf,
  };
}

describe('the counts of an asset over time', () => {
  it('gets no point while nothing changes', () => {
    const points = withPoint([], counts(1, 5));
    expect(withPoint(points, counts(2, 5))).toBe(points);
  });

  it('keeps every change of a month and the last of each day before', () => {
    let points: readonly CountPoint[] = [];
    for (let hour = 0; hour < 40 * 24; hour++) points = withPoint(points, counts(hour * 3_600_000, hour));
    const end = points.at(-1)?.at ?? 0;
    expect(points.filter(({ at }) => at >= end - 30 * DAY)).toHaveLength(30 * 24 + 1);
    const older = points.filter(({ at }) => at < end - 30 * DAY);
    const days = older.map(({ at }) => Math.floor(at / DAY));
    expect(new Set(days).size).toBe(days.length);
  });

  it('is in order, ends with the newest counts and never grows without end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 400 * DAY }), fc.nat(3)), {
          minLength: 1,
          maxLength: 300,
        }),
        (changes) => {
          let points: readonly CountPoint[] = [];
          for (const [at, assigned] of changes) points = withPoint(points, counts(at, assigned));
          expect(points.at(-1)?.assigned).toBe(changes.at(-1)?.[1]);
          expect(points.length).toBeLessThanOrEqual(1000);
          const times = points.map(({ at }) => at);
          expect(times).toEqual([...times].sort((a, b) => a - b));
        },
      ),
    );
  });
});

describe('what a read of the assets leaves in the history', () => {
  it('has a point for what changed, for what is new and for what is gone, and none for the rest', async () => {
    const db = openFreshDatabase();
    await db.locations.put(locationRow('1'));
    await writeAssets(db, '1', [asset('10', 1, 100), asset('20', 2, 100), asset('30', 3, 100)], 100);
    await writeAssets(db, '1', [asset('10', 1, 200), asset('20', 7, 200), asset('40', 4, 200)], 200);
    const found = new Map((await db.histories.toArray()).map((row) => [row.adamId, row.points]));
    expect(found.get('10')).toEqual([counts(100, 1)]);
    expect(found.get('20')).toEqual([counts(100, 2), counts(200, 7)]);
    expect(found.get('30')).toEqual([counts(100, 3), { at: 200, total: 0, available: 0, assigned: 0 }]);
    expect(found.get('40')).toEqual([counts(200, 4)]);
  });

  it('goes with its location', async () => {
    const db = openFreshDatabase();
    await db.locations.put(locationRow('1'));
    await writeAssets(db, '1', [asset('10', 1, 100)], 100);
    await forgetLocation(db, '1');
    expect(await db.histories.count()).toBe(0);
  });
});
