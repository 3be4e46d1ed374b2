import { expect } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { verifyActivity } from '../../../lib/cache/activity-chain.ts';
import { readAllActivity } from '../../../lib/cache/activity-queries.ts';
import type { Database } from '../../../lib/cache/database.ts';
import { findDoubleSends } from '../orders/chaos/double-sends.ts';
import { dumpHoldings, dumpUsers } from '../sync/background.ts';
import type { Story } from './run-story.ts';

/** Caches equal the simulated Apple, the journal is whole, nothing secret lies in the open, nothing forbidden was done. */
export async function checkEnd(story: Story): Promise<void> {
  const { apple, world, told } = story;
  const cache = world.openCache();
  try {
    for (const { uId, key } of story.tokens) await checkLocation(story, cache, uId, key);
    await checkJournal(cache);
    await checkSecrets(story, cache);
    expect(await cache.staging.count()).toBe(0);
    expect(await cache.runs.count()).toBe(0);
    expect(apple.log.offences).toEqual([]);
    expect(apple.log.crashes).toEqual([]);
    expect(findDoubleSends(apple.exchanges)).toEqual([]);
    told.states += 5;
  } finally {
    cache.close();
  }
}

async function checkLocation({ apple, told }: Story, cache: Database, uId: string, key: string) {
  const { service } = apple;
  expect(await cache.locations.get(uId), 'the location is linked').toMatchObject({ health: { state: 'ok' } });
  expect(await cache.syncs.get(uId)).toMatchObject({ state: 'done' });
  const held = [...(await dumpHoldings(cache, uId))].flatMap(([holder, assets]) =>
    [...assets].map((asset) => {
      const kind = holder.startsWith('u') ? 'user' : 'serial';
      return `${asset.replace('/', ' ')} ${kind} ${holder.slice(1)}`;
    }),
  );
  expect(held.toSorted()).toEqual([...new Set(service.dumpAssignments(key))].toSorted());
  const users = await dumpUsers(cache, uId);
  const real = service.dumpUsers(key);
  expect(users.map(({ clientUserId }) => clientUserId).toSorted()).toEqual(
    [...new Set(real.map(({ clientUserId }) => clientUserId))].toSorted(),
  );
  for (const { clientUserId, status } of users)
    expect(real.filter((one) => one.clientUserId === clientUserId).map((one) => one.status)).toContain(
      status,
    );
  const rows = await cache.assets.where('[uId+adamId+pricingParam]').between([uId], [uId, []]).toArray();
  const assets = service.dumpAssets(key);
  expect(rows.map(({ adamId }) => adamId).toSorted()).toEqual(assets.map(({ adamId }) => adamId).toSorted());
  for (const row of rows) {
    const { total, available } = assets.find(({ adamId }) => adamId === row.adamId) ?? {};
    if (total === 'unlimited') expect(row.unlimited).toBe(true);
    else expect([row.adamId, row.totalCount, row.availableCount]).toEqual([row.adamId, total, available]);
  }
  expect((await cache.assetSets.get(uId))?.assets.toSorted(byId)).toEqual(rows.toSorted(byId));
  told.states += 5;
}

const byId = (a: { adamId: string }, b: { adamId: string }) => a.adamId.localeCompare(b.adamId);

/** Each order was confirmed once, has ended once, and its lines add up. */
async function checkJournal(cache: Database): Promise<void> {
  const log = await readAllActivity(cache);
  expect(await verifyActivity(log)).toBeUndefined();
  for (const { id, state, tally } of await cache.orders.toArray()) {
    expect(['done', 'cancelled']).toContain(state);
    expect(tally).toMatchObject({ waiting: 0, underWay: 0 });
    expect(tally.skipped + tally.done + tally.failed + tally.cancelled).toBe(tally.items);
    const kinds = log.flatMap(({ event }) => ('orderId' in event && event.orderId === id ? event.kind : []));
    expect(kinds.filter((kind) => kind === 'order-confirmed')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'order-done')).toHaveLength(1);
  }
  for (const { state } of await cache.batches.toArray()) expect(['done', 'cancelled']).toContain(state);
}

/** Outside session memory a token is sealed or is not there. */
async function checkSecrets({ tokens, world, apple }: Story, cache: Database): Promise<void> {
  const stores: unknown[] = [await fakeBrowser.storage.local.get(), await world.openVault().records()];
  for (const table of cache.tables) stores.push(await table.toArray());
  const text = JSON.stringify(stores);
  for (const { text: token } of tokens) expect(text.includes(token)).toBe(false);
  for (const { inner } of apple.state.tokens.list()) expect(text.includes(inner)).toBe(false);
}
