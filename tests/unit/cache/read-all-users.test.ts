import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { readAllUsers } from '../../../lib/cache/read-all-users.ts';
import type { UserRow } from '../../../lib/cache/rows.ts';
import { openFreshDatabase } from './fresh-database.ts';

const place = { uId: '1', generation: 2 };
const user = (clientUserId: string, of = place): UserRow => ({
  ...of,
  clientUserId,
  status: 'Associated',
  retiredRecords: 0,
});

async function readIds(users: UserRow[]): Promise<{ ids: string[]; begun: number }> {
  const db = openFreshDatabase();
  await db.users.bulkPut(users);
  const ids: string[] = [];
  const begun = vi.fn();
  const take = (rows: UserRow[]) => ids.push(...rows.map(({ clientUserId }) => clientUserId));
  await readAllUsers(db, place, { begun, take });
  db.close();
  return { ids: ids.sort(), begun: begun.mock.calls.length };
}

describe('all users of a location are read', () => {
  test('once each, whatever their ids, and nobody of another location or generation', async () => {
    const id = fc.oneof(
      fc.string({ minLength: 1, maxLength: 4, unit: 'binary' }),
      fc.constantFrom('known-', 'known-1', 'known-10', 'known-9', 'a', 'ab', '\u0000', '\uffff', '\uffffa'),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(id, { minLength: 1, maxLength: 12 }), async (ids) => {
        const others = [
          user(ids[0] ?? '', { uId: '1', generation: 1 }),
          user('x', { uId: '0', generation: 2 }),
        ];
        expect(await readIds([...ids.map((one) => user(one)), ...others])).toEqual({
          ids: ids.sort(),
          begun: 1,
        });
      }),
      { numRuns: 60 },
    );
  });

  test('also where they are more than one read, most of them in one half', async () => {
    const ids = Array.from({ length: 20_001 }, (_, index) => `a${index}`);
    expect((await readIds([...ids, 'z'].map((id) => user(id)))).ids).toEqual([...ids, 'z'].sort());
  });

  test('and none where there are none, so that whoever waits for the beginning goes on', async () => {
    expect(await readIds([user('x', { uId: '2', generation: 2 })])).toEqual({ ids: [], begun: 0 });
  });
});
