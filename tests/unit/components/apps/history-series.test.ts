import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlot, toSeries } from '../../../../components/apps/history-series.ts';
import type { CountPoint } from '../../../../lib/cache/observed-rows.ts';

const point = (at: number, total: number, assigned: number): CountPoint => ({
  at,
  total,
  available: total - assigned,
  assigned,
});
const row = (uId: string, ...points: CountPoint[]) => ({ uId, points });

describe('counts over time', () => {
  it('of one location are its points, held until the last reading', () => {
    const points = [point(10, 5, 1), point(20, 5, 2)];
    expect(toSeries([row('n', ...points)], 30)).toEqual({
      points: [...points, { ...point(20, 5, 2), at: 30 }],
    });
    expect(toSeries([row('n', ...points)], 20).points).toEqual(points);
    expect(toSeries([], 30).points).toEqual([]);
  });

  it('of several are added from when all had been read, and the last one is named', () => {
    const series = toSeries(
      [row('n', point(10, 5, 1), point(40, 6, 1)), row('s', point(30, 100, 50), point(50, 100, 60))],
      50,
    );
    expect(series).toEqual({
      points: [point(30, 105, 51), point(40, 106, 51), point(50, 106, 61)],
      startsWith: 's',
    });
  });

  it('never have a total of what is unlimited', () => {
    const series = toSeries([row('n', { at: 10, assigned: 7 }), row('s', point(10, 5, 1))], 10);
    expect(series.points).toEqual([{ at: 10, total: 5, available: 4, assigned: 8 }]);
    expect(toPlot(toSeries([row('n', { at: 10_000, assigned: 7 })], 0).points)).toEqual({
      times: [10],
      total: [null],
      assigned: [7],
      available: [null],
    });
  });

  it('are at each time the sum of what held in each location', () => {
    const points = fc
      .uniqueArray(fc.tuple(fc.nat(100), fc.nat(50), fc.nat(50)), { minLength: 1, selector: ([at]) => at })
      .map((all) => all.sort(([a], [b]) => a - b).map(([at, total, assigned]) => point(at, total, assigned)));
    fc.assert(
      fc.property(fc.array(points, { minLength: 1, maxLength: 4 }), (all) => {
        const series = toSeries(
          all.map((own, index) => row(`${index}`, ...own)),
          100,
        );
        for (const { at, total, assigned } of series.points) {
          const held = all.map((own) => own.findLast((one) => one.at <= at));
          expect(held).not.toContain(undefined);
          expect(total).toBe(held.reduce((sum, one) => sum + (one?.total ?? 0), 0));
          expect(assigned).toBe(held.reduce((sum, one) => sum + (one?.assigned ?? 0), 0));
        }
        const times = series.points.map(({ at }) => at);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      }),
    );
  });
});
