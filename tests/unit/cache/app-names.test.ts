import 'fake-indexeddb/auto';
import { liveQuery } from 'dexie';
import { expect, it, vi } from 'vitest';
import { readAppNames } from '../../../lib/cache/app-names.ts';
import { nameApp, writeApps } from '../../../lib/cache/write-apps.ts';
import { openFreshDatabase } from './fresh-database.ts';

const app = (adamId: string, name: string) => ({ adamId, name, source: 'store' as const, fetchedAt: 1 });
const textsOf = (found: Awaited<ReturnType<typeof readAppNames>>) => found.flatMap(({ names }) => names);

it('are known anew after every change, and who follows them is told', async () => {
  const db = openFreshDatabase();
  await writeApps(db, [app('1', 'Keynote'), app('2', 'Café')]);
  const seen: string[][] = [];
  const following = liveQuery(() => db.transaction('r', db.appSets, () => readAppNames(db))).subscribe(
    (found) => seen.push(textsOf(found)),
  );
  await vi.waitFor(() => expect(seen.at(-1)).toEqual(['keynote', 'cafe']));

  await nameApp(db, '2', 'Our café');
  await vi.waitFor(() => expect(seen.at(-1)).toEqual(['keynote', 'our cafe', 'cafe']));
  expect(textsOf(await readAppNames(db))).toEqual(['keynote', 'our cafe', 'cafe']);

  await writeApps(db, [app('3', 'Pages')]);
  await vi.waitFor(() => expect(seen.at(-1)).toEqual(['keynote', 'our cafe', 'cafe', 'pages']));
  following.unsubscribe();
});
