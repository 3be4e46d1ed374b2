import 'fake-indexeddb/auto';
import { liveQuery } from 'dexie';
import { expect, it, vi } from 'vitest';
import { readAppNames } from '../../../lib/cache/app-names.ts';
import { openFreshDatabase } from './fresh-database.ts';

const app = (adamId: string, name: string) => ({ adamId, name, source: 'store' as const, fetchedAt: 1 });
const textsOf = (found: Awaited<ReturnType<typeof readAppNames>>) => found.flatMap(({ names }) => names);

it('are known anew after every change, and who follows them is told', async () => {
  const db = openFreshDatabase();
  await db.apps.bulkPut([app('1', 'Keynote'), app('2', 'Café')]);
  const seen: string[][] = [];
  const following = liveQuery(() => db.transaction('r', db.apps, () => readAppNames(db))).subscribe((found) =>
    seen.push(textsOf(found)),
  );
  await vi.waitFor(() => expect(seen.at(-1)).toEqual(['keynote', 'cafe']));

  await db.apps.update('2', { customName: 'Our café' });
  await vi.waitFor(() => expect(seen.at(-1)).toEqual(['keynote', 'our cafe', 'cafe']));
  expect(textsOf(await readAppNames(db))).toEqual(['keynote', 'our cafe', 'cafe']);

  await db.apps.put(app('3', 'Pages'));
  await db.apps.delete('1');
  await vi.waitFor(() => expect(seen.at(-1)).toEqual(['our cafe', 'cafe', 'pages']));
  following.unsubscribe();
});
