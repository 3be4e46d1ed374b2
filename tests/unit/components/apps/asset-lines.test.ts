import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLine, keyOfLine, toLines } from '../../../../components/apps/asset-lines.ts';
import { isTicked, tick, tickedRows, tickState } from '../../../../components/apps/asset-selection.ts';
import { assetRow, groupsOf } from './make-asset.ts';

const groups = groupsOf([
  assetRow(),
  assetRow({ uId: 's' }),
  assetRow({ uId: 'l' }),
  assetRow({ adamId: '2' }),
]);
const keys = (expanded: string[]) => toLines(groups, new Set(expanded)).map(keyOfLine);

describe('the tree', () => {
  it('shows locations below an opened asset, by name, and none below one with a single location', () => {
    expect(keys([])).toEqual(['1.STDQ', '2.STDQ']);
    expect(keys(['1.STDQ', '2.STDQ'])).toEqual([...['1.STDQ', '1.STDQ.l', '1.STDQ.n', '1.STDQ.s'], '2.STDQ']);
  });

  it('finds the line that an address names, and none that is no more', () => {
    for (const key of keys(['1.STDQ'])) {
      const line = findLine(groups, key);
      expect(line && keyOfLine(line)).toBe(key);
    }
    for (const key of ['', '1', '1.PLUS', '1.STDQ.x', '7.STDQ.n'])
      expect(findLine(groups, key)).toBeUndefined();
  });
});

describe('ticks', () => {
  const lines = toLines(groups, new Set(['1.STDQ']));

  it('on an asset are ticks on all its locations, and one taken off leaves the others', () => {
    const [asset, library] = lines;
    if (!asset || !library) throw new Error('no lines');
    const all = tick(new Set(), [asset], true);
    expect([...all].sort()).toEqual(['1.STDQ.l', '1.STDQ.n', '1.STDQ.s']);
    const fewer = tick(all, [library], false);
    expect(isTicked(fewer, asset)).toBe(false);
    expect(tickedRows(fewer, groups)).toMatchObject({ assets: 1, rows: { length: 2 } });
    expect(tickState(fewer, groups)).toBe('some');
  });

  it('count only what there still is', () => {
    expect(tickedRows(new Set(['7.STDQ.n']), groups)).toEqual({ assets: 0, rows: [] });
    expect(tickState(new Set(['7.STDQ.n']), groups)).toBe('none');
  });

  it('are what was ticked last, row by row', () => {
    const change = fc.record({ line: fc.constantFrom(...lines), selected: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        const model = new Map<string, boolean>();
        let ticked: ReadonlySet<string> = new Set();
        for (const { line, selected } of changes) {
          ticked = tick(ticked, [line], selected);
          for (const part of line.part ? [line.part] : line.group.parts) {
            model.set(`${part.asset.adamId}.STDQ.${part.asset.uId}`, selected);
          }
        }
        const expected = [...model].filter(([, selected]) => selected).map(([key]) => key);
        expect([...ticked].sort()).toEqual(expected.sort());
        expect(tickState(ticked, groups)).toBe(
          expected.length === 0 ? 'none' : expected.length === 4 ? 'all' : 'some',
        );
      }),
    );
  });
});
