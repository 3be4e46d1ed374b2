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

it('has what was read before anybody is told, and hands on that same thing', async () => {
  const db = openFreshDatabase();
  const store = createLiveStore(() => db.locations.toArray());
  const seen: unknown[] = [];
  const leave = store.subscribe(() => seen.push(store.get()));
  await vi.waitFor(() => expect(store.get()).toBeDefined(), { interval: 0 });
  const early = store.get();
  await vi.waitFor(() => expect(seen).toHaveLength(1));
  expect(seen[0]).toBe(early);
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
