import 'fake-indexeddb/auto';
import { liveQuery } from 'dexie';
import { expect, it, vi } from 'vitest';
import {
  beginHoldersOf,
  peekBegunHolders,
  takeBegunHolders,
} from '../../../../components/apps/begun-holders.ts';
import { readHolderWindow } from '../../../../lib/cache/asset-holders.ts';
import type { Database } from '../../../../lib/cache/database.ts';
import { createGatherer } from '../../../../lib/cache/holdings/gather.ts';
import type { AssetRow } from '../../../../lib/cache/rows.ts';
import { changeHoldings, writeHoldings } from '../../../../lib/cache/write-holdings.ts';
import { writeAssets } from '../../../../lib/cache/write-location.ts';
import { locationRow, openFreshDatabase } from '../../cache/fresh-database.ts';

const key = { adamId: '361309726', pricingParam: 'STDQ' as const };
const window = { offset: 0, limit: 200 };

function assetRow(uId: string): AssetRow {
  const counts = { totalCount: 5, availableCount: 3, assignedCount: 2, unlimited: false };
  const flags = { deviceAssignable: true, revocable: true, supportedPlatforms: ['iOS'] };
  return { uId, ...key, productType: 'App', ...counts, ...flags, asOf: 1 };
}

/** Two locations whose order by name is not that by id; in each a device holds the app. */
async function openTwo(): Promise<Database> {
  const db = openFreshDatabase();
  for (const [uId, name] of [
    ['1', 'Zoo'],
    ['2', 'Abbey'],
  ] as const) {
    await db.locations.put(locationRow(uId, name));
    await writeAssets(db, uId, [assetRow(uId)], 1);
    const gatherer = createGatherer();
    gatherer.add([{ ...key, serialNumber: `D${uId}` }]);
    await writeHoldings(db, uId, gatherer.finish(), { asOf: 1, fullDueAt: 99 });
  }
  return db;
}

const opened = (text: string) => new URLSearchParams(text);
const all = opened('open=361309726.STDQ&tab=holders');

it('are those that the screen asks for, in the order of its locations, once', async () => {
  const db = await openTwo();
  beginHoldersOf(db, all);
  const begun = await takeBegunHolders(db, ['2', '1'], key);
  expect(begun?.rows.map(({ holder }) => holder.id)).toEqual(['D2', 'D1']);
  expect(begun).toEqual(await readHolderWindow(db, ['2', '1'], key, window));
  expect(await takeBegunHolders(db, ['2', '1'], key)).toBeUndefined();
});

it('can be had at once when they have been read, until a change', async () => {
  const db = await openTwo();
  beginHoldersOf(db, all);
  expect(peekBegunHolders(db, ['2', '1'], key)).toBeUndefined();
  const seen = await vi.waitUntil(() => peekBegunHolders(db, ['2', '1'], key));
  expect(peekBegunHolders(db, ['1'], key)).toBeUndefined();
  expect(await takeBegunHolders(db, ['2', '1'], key)).toEqual(seen);
  beginHoldersOf(db, all);
  await vi.waitUntil(() => peekBegunHolders(db, ['2', '1'], key));
  await changeHoldings(db, '1', { add: [{ ...key, serialNumber: 'D3' }], remove: [] }, {});
  expect(peekBegunHolders(db, ['2', '1'], key)).toBeUndefined();
});

it.each(['open=361309726.STDQ.1&tab=holders', 'open=361309726.STDQ&tab=holders&location=1'])(
  'are those of one location for %s',
  async (text) => {
    const db = await openTwo();
    beginHoldersOf(db, opened(text));
    const begun = await takeBegunHolders(db, ['1'], key);
    expect(begun?.rows.map(({ holder }) => holder.id)).toEqual(['D1']);
  },
);

it.each([
  'open=361309726.STDQ',
  'open=361309726.PLUS&tab=holders',
  'open=nonsense&tab=holders',
  'tab=holders',
])('are none for %s', async (text) => {
  const db = await openTwo();
  beginHoldersOf(db, opened(text));
  expect(await takeBegunHolders(db, ['2', '1'], key)).toBeUndefined();
});

it('are not taken for those of other locations, or after a change', async () => {
  const db = await openTwo();
  beginHoldersOf(db, all);
  expect(await takeBegunHolders(db, ['2'], key)).toBeUndefined();
  beginHoldersOf(db, all);
  await changeHoldings(db, '1', { add: [{ ...key, serialNumber: 'D3' }], remove: [] }, {});
  expect(await takeBegunHolders(db, ['2', '1'], key)).toBeUndefined();
});

it('are followed by every change, as if they had been read by the screen itself', async () => {
  const db = await openTwo();
  beginHoldersOf(db, all);
  const seen: string[] = [];
  const following = liveQuery(async () => {
    const begun = await takeBegunHolders(db, ['2', '1'], key);
    return begun ?? readHolderWindow(db, ['2', '1'], key, window);
  }).subscribe(({ rows }) => seen.push(rows.map(({ holder }) => holder.id).join(' ')));
  await vi.waitFor(() => expect(seen).toEqual(['D2 D1']));
  await changeHoldings(db, '1', { add: [{ ...key, serialNumber: 'D3' }], remove: [] }, {});
  await vi.waitFor(() => expect(seen.at(-1)).toBe('D2 D1 D3'));
  following.unsubscribe();
});
