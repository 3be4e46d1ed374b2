import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFound } from '../../../lib/cache/found-changes.ts';
import { type AssignmentInput, createGatherer } from '../../../lib/cache/holdings/gather.ts';
import type { IsOwn } from '../../../lib/cache/own-changes.ts';
import { changeHoldings, writeHoldings } from '../../../lib/cache/write-holdings.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';
import { assignments, modelOf } from './holdings/model.ts';

const nobody: IsOwn = () => false;

async function openWith(rows: readonly AssignmentInput[]) {
  const db = openFreshDatabase();
  await db.locations.put(locationRow('1'));
  const write = async (rows: readonly AssignmentInput[], isOwn?: IsOwn) => {
    const gatherer = createGatherer();
    gatherer.add(rows);
    const mark = { versionId: 'v1', asOf: 10, fullDueAt: 99 };
    await writeHoldings(db, '1', gatherer.finish(), mark, undefined, isOwn);
  };
  await write(rows, nobody);
  return { db, write };
}

/** What the naive way finds: every pair of the one that is not in the other. */
function pairsMissing(from: readonly AssignmentInput[], to: readonly AssignmentInput[]): string[] {
  const model = modelOf(from);
  return [...modelOf(to)]
    .flatMap(([holder, assets]) =>
      [...assets].flatMap((asset) => (model.get(holder)?.has(asset) ? [] : [`${holder} ${asset}`])),
    )
    .sort();
}
const textsOf = (pairs: readonly [string, string][] = []) =>
  pairs.map(([holder, asset]) => `${holder} ${asset.replace('/', ' ')}`).sort();

describe('what differs between two reads', () => {
  it('is found exactly, in whatever order Apple sends', async () => {
    await fc.assert(
      fc.asyncProperty(assignments, assignments, async (before, after) => {
        const { db, write } = await openWith(before);
        await write(after, nobody);
        const [found] = await readFound(db, '1');
        expect(textsOf(found?.gained)).toEqual(pairsMissing(before, after));
        expect(textsOf(found?.lost)).toEqual(pairsMissing(after, before));
        db.close();
      }),
      { numRuns: 60 },
    );
  });

  it('is nothing in a first read, and is not looked for unasked', async () => {
    const rows = [{ adamId: '1', pricingParam: 'STDQ' as const, serialNumber: 'A' }];
    const { db, write } = await openWith(rows);
    expect(await readFound(db, '1')).toEqual([]);
    await write([]);
    expect(await readFound(db, '1')).toEqual([]);
  });

  it('is told of holdings that were changed since, and only of what is not our own', async () => {
    const row = (serialNumber: string) => ({ adamId: '1', pricingParam: 'STDQ' as const, serialNumber });
    const { db, write } = await openWith([row('A'), row('B')]);
    await changeHoldings(db, '1', { add: [row('C')], remove: [row('A')] }, {});
    await write(
      [row('D'), row('E')],
      (holder, asset, gained) => holder === 'dD' && asset === '1/STDQ' && gained,
    );
    const [found] = await readFound(db, '1');
    expect(found).toEqual({
      gained: [['dE', '1/STDQ']],
      lost: [
        ['dB', '1/STDQ'],
        ['dC', '1/STDQ'],
      ],
      moreGained: 0,
      moreLost: 0,
    });
  });

  it('is nothing that damaged holdings could tell, and does not stop their repair', async () => {
    const row = (serialNumber: string) => ({ adamId: '1', pricingParam: 'STDQ' as const, serialNumber });
    const { db, write } = await openWith([row('A')]);
    await db.leaves.clear();
    await write([row('B')], nobody);
    expect(await readFound(db, '1')).toEqual([]);
    expect((await db.directories.get('1'))?.leaves).toHaveLength(1);
  });
});
