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
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(2));
  expect(store.get()).toEqual({ value: 1 });
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

it('has what was read before anybody is told', async () => {
  const rows = Promise.withResolvers<string>();
  const query = vi.fn(() => rows.promise);
  const store = createLiveStore(query);
  const told = vi.fn();
  const leave = store.subscribe(told);
  await vi.waitFor(() => expect(query).toHaveBeenCalled());
  rows.resolve('read');
  for (let turn = 0; turn < 20 && !store.get(); turn++) await Promise.resolve();
  const early = store.get();
  expect(early).toEqual({ value: 'read' });
  expect(told).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1));
  expect(store.get()).toBe(early);
  leave();
});

it('does not go back to an answer that is older than the last one', async () => {
  const db = openFreshDatabase();
  const asked = new Map<number, () => void>();
  const store = createLiveStore(async () => {
    const count = await db.locations.count();
    await new Promise<void>((resolve) => asked.set(count, resolve));
    return count;
  });
  const leave = listen(store);
  const answer = async (count: number) => {
    await vi.waitFor(() => expect(asked.has(count)).toBe(true));
    asked.get(count)?.();
  };
  await answer(0);
  await vi.waitFor(() => expect(store.get()).toEqual({ value: 0 }));
  await db.locations.put(locationRow('1'));
  await vi.waitFor(() => expect(asked.has(1)).toBe(true));
  await db.locations.put(locationRow('2'));
  await vi.waitFor(async () => {
    await answer(2);
    expect(store.get()).toEqual({ value: 2 });
  });
  await answer(1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(store.get()).toEqual({ value: 2 });
  leave();
});
