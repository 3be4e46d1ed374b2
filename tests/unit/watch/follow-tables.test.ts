import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { followTables } from '../../../lib/watch/follow-tables.ts';
import { openFreshDatabase } from '../cache/fresh-database.ts';

it.each([
  ['a quick look rests nine times its length', 20, 180],
  ['a slow one a second at most', 1500, 1000],
])('%s', async (_, lookMs, restMs) => {
  const db = openFreshDatabase();
  let now = 0;
  const rested = new Promise<number>((resolve) => {
    const clock = {
      now: () => now,
      sleep: (ms: number) => {
        resolve(ms);
        return new Promise<void>(() => undefined);
      },
    };
    followTables({ db, tables: ['locations'], clock }, async () => {
      now += lookMs;
    });
  });
  expect(await rested).toBe(restMs);
});
