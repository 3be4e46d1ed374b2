import { expect, it } from 'vitest';
import { noteHealth } from '../../../lib/watch/note-health.ts';
import { locationRow, openFreshDatabase } from '../cache/fresh-database.ts';

it('puts each change of state on the timeline, once', async () => {
  const db = openFreshDatabase();
  await db.locations.put(locationRow('1'));
  await noteHealth(db, '1', undefined, 10);
  await noteHealth(db, '1', { code: 'revoked', details: { errorNumber: 9625 } }, 20);
  await noteHealth(db, '1', { code: 'revoked', details: { errorNumber: 9625 } }, 30);
  await noteHealth(db, '1', undefined, 40);
  expect((await db.timeline.toArray()).map(({ at, event }) => ({ at, event }))).toEqual([
    { at: 20, event: { kind: 'state', from: 'ok', to: 'revoked', errorNumber: 9625 } },
    { at: 40, event: { kind: 'state', from: 'revoked', to: 'ok' } },
  ]);
  expect((await db.locations.get('1'))?.health).toEqual({ state: 'ok', since: 40, checkedAt: 40 });
});

it('leaves nothing of a location that was unlinked meanwhile', async () => {
  const db = openFreshDatabase();
  await noteHealth(db, '1', { code: 'offline' }, 10);
  expect(await db.locations.count()).toBe(0);
  expect(await db.timeline.count()).toBe(0);
});
