import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { createLiveStore } from '../../../lib/cache/live-store.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';

const listen = (store: { subscribe(listener: () => void): () => void }) => store.subscribe(() => undefined);

it('hands what was begun early to who comes next, and reads once for all', async () => {
  const db = openFreshDatabase();
  await db.locations.put(locationRow('1'));
  const query = vi.fn(() => db.locations.toArray());
  const store = createLiveStore(query);
  listen(store)();
  const leave = [listen(store), listen(store)];
  await vi.waitFor(() => expect(store.get()).toEqual({ value: [locationRow('1')] }));
  expect(query).toHaveBeenCalledTimes(1);
  for (const one of leave) one();
});

it('tells of every change while somebody listens', async () => {
  const db = openFreshDatabase();
  const store = createLiveStore(() => db.locations.count());
  const told = vi.fn();
  const leave = store.subscribe(told);
  await vi.waitFor(() => expect(store.get()).toEqual({ value: 0 }));
  await db.locations.put(locationRow('1'));
  await vi.waitFor(() => expect(store.get()).toEqual({ value: 1 }));
  expect(told).toHaveBeenCalledTimes(2);
  leave();
});

it('says what failed, and asks anew once it is looked at again', async () => {
  let isBroken = true;
  const store = createLiveStore(async () => {
    if (isBroken) throw new Error('broken');
    return 'read';
  });
  const leave = listen(store);
  await vi.waitFor(() => expect(store.get()).toEqual({ error: new Error('broken') }));
  leave();
  isBroken = false;
  const leaveAgain = listen(store);
  await vi.waitFor(() => expect(store.get()).toEqual({ value: 'read' }));
  leaveAgain();
});
