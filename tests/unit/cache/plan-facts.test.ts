import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../lib/cache/database.ts';
import { type AssignmentInput, createGatherer } from '../../../lib/cache/holdings/gather.ts';
import { holderKey } from '../../../lib/cache/holdings/holder-key.ts';
import { readPlanFacts } from '../../../lib/cache/plan-facts.ts';
import type { Holder } from '../../../lib/cache/rows.ts';
import { writeHoldings } from '../../../lib/cache/write-holdings.ts';
import { writeAssets } from '../../../lib/cache/write-location.ts';
import { addUserRecords, swapUsers } from '../../../lib/cache/write-users.ts';
import type { Wish } from '../../../lib/orders/plan/wish.ts';
import { assetRow } from '../orders/plan/world.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';
import { assignments, holder, modelOf } from './holdings/model.ts';

const limits = {
  maxAssets: 5,
  maxClientUserIds: 6,
  maxSerialNumbers: 7,
  maxRevokeClientUserIds: 2,
  maxRevokeSerialNumbers: 3,
  maxUsers: 4,
};
const adamIds = Array.from({ length: 6 }, (_, index) => `36170000${index + 1}`);

async function openWith(rows: readonly AssignmentInput[]): Promise<Database> {
  const db = openFreshDatabase();
  await db.locations.put(locationRow('1'));
  await writeAssets(
    db,
    '1',
    adamIds.map((adamId) => assetRow(adamId)),
    30,
  );
  const gatherer = createGatherer();
  gatherer.add(rows);
  await writeHoldings(db, '1', gatherer.finish(), { asOf: 20, fullDueAt: 99 });
  await addUserRecords(db, '1', 3, [
    { clientUserId: 'anna', status: 'Associated', email: 'anna@school.example' },
    { clientUserId: 'd', status: 'Retired' },
  ]);
  await swapUsers(db, '1', 3, { asOf: 10 });
  return db;
}
const idsOf = (holders: readonly Holder[], kind: Holder['kind']) =>
  holders.filter((one) => one.kind === kind).map(({ id }) => id);

describe('what a plan knows of a location', () => {
  it('is what its holders hold of the named assets, and of all when none is named', async () => {
    await fc.assert(
      fc.asyncProperty(assignments, fc.array(holder, { maxLength: 8 }), async (rows, holders) => {
        const db = await openWith(rows);
        const model = modelOf(rows);
        const targets = { clientUserIds: idsOf(holders, 'user'), serialNumbers: idsOf(holders, 'device') };
        const named = [{ adamId: '361700001', pricingParam: 'STDQ' as const }];
        const all = await readPlanFacts(db, { kind: 'take-all-back', ...targets }, '1', 50);
        const some = await readPlanFacts(
          db,
          { kind: 'grant', blocks: [{ assets: named, ...targets }] },
          '1',
          50,
        );
        for (const key of holders.map(holderKey)) {
          const held = [...(model.get(key) ?? [])].map((text) => text.replace(' ', '/')).sort();
          expect([...(all.held.get(key) ?? [])].sort()).toEqual(held);
          expect([...(some.held.get(key) ?? [])]).toEqual(held.filter((name) => name === '361700001/STDQ'));
        }
        const touched = new Set([...all.held.values()].flatMap((held) => [...held]));
        expect([...all.assets.keys()].sort()).toEqual(
          [...touched].filter((name) => name.endsWith('STDQ')).sort(),
        );
        expect([...some.assets.keys()]).toEqual(['361700001/STDQ']);
      }),
      { numRuns: 30 },
    );
  });

  it('names the state of the people, and is as old as the oldest read that it rests on', async () => {
    const db = await openWith([]);
    const retire = await readPlanFacts(db, { kind: 'retire', clientUserIds: ['anna', 'd', 'new'] }, '1', 50);
    expect([...retire.users]).toEqual([
      ['anna', { status: 'Associated', email: 'anna@school.example' }],
      ['d', { status: 'Retired' }],
    ]);
    expect(retire.asOf).toBe(10);
    const devices: Wish = { kind: 'take-all-back', clientUserIds: [], serialNumbers: ['A'] };
    expect((await readPlanFacts(db, devices, '1', 50)).asOf).toBe(20);
    await db.directories.clear();
    expect(await readPlanFacts(db, devices, '1', 50)).not.toHaveProperty('asOf');
  });

  it('has the limits that Apple named, else examples that say so', async () => {
    const db = await openWith([]);
    const wish: Wish = { kind: 'create', people: [{ clientUserId: 'new' }] };
    expect(await readPlanFacts(db, wish, '1', 50)).toMatchObject({
      limitsUnknown: true,
      requestsPerSecond: 10,
    });
    await db.status.put({ key: 'apple-limits', value: { limits, requestsPerSecond: 8, readAt: 1 } });
    const known = await readPlanFacts(db, wish, '1', 50);
    expect(known).toMatchObject({ limits, requestsPerSecond: 8, now: 50 });
    expect(known).not.toHaveProperty('limitsUnknown');
  });

  it('knows the holder of the location, and no location that is not linked', async () => {
    const db = await openWith([]);
    const mdmInfo = { id: 'mdm', name: 'Some MDM', metadata: '' };
    await db.locations.update('1', { mdmInfo });
    const wish: Wish = { kind: 'retire', clientUserIds: [] };
    expect((await readPlanFacts(db, wish, '1', 50)).mdmInfo).toEqual(mdmInfo);
    await expect(readPlanFacts(db, wish, '2', 50)).rejects.toMatchObject({ code: 'location-unknown' });
  });
});
