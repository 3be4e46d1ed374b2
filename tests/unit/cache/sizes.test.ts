import { expect, it } from 'vitest';
import { readSizes } from '../../../lib/cache/sizes.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';

it('tells rows and bytes of each kind, and grows with what is stored', async () => {
  const db = openFreshDatabase();
  const before = await readSizes(db);
  expect(before.every(({ rows, bytes }) => rows === 0 && bytes === 0)).toBe(true);

  await db.locations.put(locationRow('1'));
  await db.users.bulkPut(
    Array.from({ length: 1000 }, (_, index) => ({
      uId: '1',
      generation: 1,
      clientUserId: `user-${index}`,
      status: 'Associated' as const,
      retiredRecords: 0,
    })),
  );
  await db.leaves.put({
    uId: '1',
    generation: 1,
    leaf: 0,
    ids: 'dA',
    ends: Uint32Array.of(2),
    starts: Uint32Array.of(0, 1),
    assets: new Uint16Array(5000),
  });
  const sizes = new Map((await readSizes(db)).map((size) => [size.kind, size]));
  expect(sizes.get('users')?.rows).toBe(1000);
  expect(sizes.get('users')?.bytes).toBeGreaterThan(1000 * 40);
  expect(sizes.get('holdings')?.bytes).toBeGreaterThan(10_000);
  expect(sizes.get('knowledge')).toEqual({ kind: 'knowledge', rows: 0, bytes: 0 });
});
