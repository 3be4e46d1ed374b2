// Live queries do nothing where the page has no database of its own.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPeopleSource } from '../../../../components/holders/people-source.ts';
import type { Database } from '../../../../lib/cache/database.ts';
import { watchHolders } from '../../../../lib/cache/holder-feed.ts';
import { createGatherer } from '../../../../lib/cache/holdings/gather.ts';
import { writeHoldings } from '../../../../lib/cache/write-holdings.ts';
import { addUserRecords, swapUsers } from '../../../../lib/cache/write-users.ts';
import { locationRow, openFreshDatabase } from '../../cache/fresh-database.ts';

let db: Database;
let source: ReturnType<typeof createPeopleSource>;
let stop: () => void;
const failed = vi.fn();

const keynote = { adamId: '1', pricingParam: 'STDQ' as const };
const pages = { adamId: '2', pricingParam: 'STDQ' as const };

/** People `ids`, and who holds how many of two apps. */
async function write(uId: string, generation: number, ids: string[], held: Record<string, number>) {
  await db.locations.put(locationRow(uId));
  const records = ids.map((clientUserId) => ({ clientUserId, status: 'Associated' as const }));
  await addUserRecords(db, uId, generation, records);
  await swapUsers(db, uId, generation, { asOf: generation });
  const gatherer = createGatherer();
  for (const [clientUserId, count] of Object.entries(held)) {
    gatherer.add([keynote, pages].slice(0, count).map((asset) => ({ ...asset, clientUserId })));
  }
  await writeHoldings(db, uId, gatherer.finish(), { asOf: generation, fullDueAt: 0 });
}

const shown = (query = 'sort=id') =>
  source.view.window(query, 0, 10_000).rows.map(({ id, licences }) => `${id} ${licences}`);

beforeEach(() => {
  db = openFreshDatabase();
  source = createPeopleSource(db, { changed: () => {}, failed });
});
afterEach(() => {
  stop();
  db.close();
  expect(failed).not.toHaveBeenCalled();
});
function start(): void {
  stop = watchHolders(db, 'user', {
    places: source.setPlaces,
    notes: source.setNotes,
    lists: source.setLists,
    failed,
  });
}

test('joins people with what they hold, and shows who holds something without being listed', async () => {
  await write('n', 1, ['b', 'd', 'f'], { a: 1, b: 2, c: 1, f: 1, g: 2 });
  start();
  await vi.waitFor(() => expect(source.isComplete).toBe(true));
  expect(shown()).toEqual(['a 1', 'b 2', 'c 1', 'd 0', 'f 1', 'g 2']);
  expect(source.view.window('state=unlisted', 0, 9).total).toBe(3);
});

test('joins thousands as a plain map would', async () => {
  const ids = Array.from({ length: 3000 }, (_, index) => `u${index}`);
  const held = Object.fromEntries(
    ids.filter((_, index) => index % 3 > 0).map((id, index) => [id, 1 + (index % 2)]),
  );
  await write('n', 1, ids, held);
  start();
  await vi.waitFor(() => expect(source.isComplete).toBe(true), { timeout: 10_000 });
  expect(shown().sort()).toEqual(ids.map((id) => `${id} ${held[id] ?? 0}`).sort());
});

test('follows a new read, a note, a list and an unlinking; ticks stay with their people', async () => {
  await write('n', 1, ['a', 'b'], { a: 1 });
  await write('s', 1, ['x'], {});
  start();
  await vi.waitFor(() => expect(shown()).toHaveLength(3));
  source.view.tick('sort=id', 1, 1, true);

  await write('n', 2, ['a', 'b', 'c'], { a: 2, c: 1 });
  await vi.waitFor(() => expect(shown()).toEqual(['a 2', 'b 0', 'c 1', 'x 0']));
  expect(shown('ticked=1')).toEqual(['b 0']);

  await db.personNotes.put({ uId: 'n', clientUserId: 'c', name: 'Zoë', invitations: [] });
  await vi.waitFor(() => expect(shown('q=zoe')).toEqual(['c 1']));

  const list = { id: 'l', name: 'L', kind: 'user' as const, ids: ['a', 'x'], createdAt: 0, changedAt: 0 };
  await db.lists.put(list);
  await vi.waitFor(() => expect(shown('list=l&sort=id')).toEqual(['a 2', 'x 0']));

  await db.locations.delete('s');
  await vi.waitFor(() => expect(shown()).toEqual(['a 2', 'b 0', 'c 1']));
});

test('a window, an export and the ticks of a query see the same rows', async () => {
  await write('n', 1, ['a', 'b', 'c', 'd'], { b: 1, d: 2 });
  start();
  await vi.waitFor(() => expect(source.isComplete).toBe(true));
  const query = 'sort=-licences&licences=some';
  expect(source.view.window(query, 1, 1).rows.map(({ id }) => id)).toEqual(['b']);
  const chunk = source.view.snapshot(query);
  source.view.tick(query, 0, Number.MAX_SAFE_INTEGER, true);
  expect(source.view.window(query, 0, 9)).toMatchObject({ total: 2, all: 4, ticked: 2, tickState: 'all' });
  expect(source.view.window('', 0, 9)).toMatchObject({ tickState: 'some' });
  expect(chunk(0, 1)).toMatchObject({ rows: [{ id: 'd' }], isLast: false });
  expect(chunk(1, 1)).toMatchObject({ rows: [{ id: 'b' }], isLast: true });
});
