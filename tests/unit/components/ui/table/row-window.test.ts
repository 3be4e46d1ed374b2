import { assert, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowHeight, rowWindow, topFor } from '../../../../../components/ui/table/row-window.ts';

const counts = integer({ min: 0, max: 450_000 });
const views = record({
  top: integer({ min: 0, max: 450_000 * rowHeight }),
  height: integer({ min: 0, max: 4000 }),
});

describe('the rows that are drawn', () => {
  it('are all that can be seen, some around them, and none that is not there', () => {
    assert(
      property(counts, views, integer({ min: 0, max: 4 }), (count, view, spare) => {
        const { first, last } = rowWindow(count, view, spare);
        const body = Math.max(rowHeight, view.height - rowHeight);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(last).toBeLessThan(count);
        expect(last - first).toBeLessThanOrEqual(Math.ceil(body / rowHeight) + 2 * spare);
        const end = Math.min(view.top, Math.max(0, count * rowHeight - body));
        if (count > 0) {
          expect(first * rowHeight).toBeLessThanOrEqual(end);
          expect((last + 1) * rowHeight).toBeGreaterThanOrEqual(Math.min(end + body, count * rowHeight));
        }
      }),
    );
  });

  it('are none of an empty table', () => {
    expect(rowWindow(0, { top: 900, height: 600 }, 4)).toEqual({ first: 0, last: -1 });
  });

  it('are the last ones where fewer are left than it is scrolled', () => {
    expect(rowWindow(3, { top: 90_000, height: 600 }, 4)).toEqual({ first: 0, last: 2 });
  });
});

describe('a row that is brought into view', () => {
  it('is whole below the heading, and nothing moves for one that is', () => {
    assert(
      property(counts, views, (index, view) => {
        const height = Math.max(view.height, 2 * rowHeight);
        const top = topFor(index, { ...view, height });
        expect(index * rowHeight).toBeGreaterThanOrEqual(top);
        expect((index + 1) * rowHeight).toBeLessThanOrEqual(top + height - rowHeight);
        expect(topFor(index, { top, height })).toBe(top);
      }),
    );
  });

  it('moves as little as can be', () => {
    expect(topFor(2, { top: 360, height: 396 })).toBe(72);
    expect(topFor(20, { top: 360, height: 396 })).toBe(396);
    expect(topFor(15, { top: 360, height: 396 })).toBe(360);
  });
});
