import { expect } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { verifyActivity } from '../../../lib/cache/activity-chain.ts';
import { readAllActivity } from '../../../lib/cache/activity-queries.ts';
import type { Database } from '../../../lib/cache/database.ts';
import { findDoubleSends } from '../orders/chaos/double-sends.ts';
import { applyJournal, readJournal, readModel } from '../orders/chaos/model.ts';
import { holdersIn, nameOf } from '../orders/chaos/run-seed.ts';
import { dumpHoldings, dumpUsers } from '../sync/background.ts';
import type { Story } from './run-story.ts';

/** Caches equal the simulated Apple, the journal is whole, nothing secret lies in the open, nothing forbidden was done. */
export async function checkEnd(story: Story): Promise<void> {
  const { apple, world, told } = story;
  const cache = world.openCache();
  try {
    for (const { uId, key } of story.tokens) await checkLocation(story, cache, uId, key);
    await checkJournal(cache);
    await checkModel(story, cache);
    await checkDeliveries(story, cache);
    await checkSecrets(story, cache);
    expect(await cache.staging.count()).toBe(0);
    expect(await cache.runs.count()).toBe(0);
    expect(apple.log.offences).toEqual([]);
    expect(apple.log.crashes).toEqual([]);
    for (const { text } of story.tokens) {
      const own = apple.exchanges.filter(({ authorization }) => authorization.endsWith(text));
      expect(own.length).toBeGreaterThan(0);
      expect(findDoubleSends(own)).toEqual([]);
    }
    told.orders = await cache.orders.count();
    told.handovers = await cache.deliveries.count();
    told.states += 7;
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

/** What Apple has is what it had and what the journal says was done. */
async function checkModel({ apple, tokens, before, hasJumped }: Story, cache: Database): Promise<void> {
  // The times in the journal tell no order then.
  if (hasJumped) return;
  const journal = await readJournal(cache);
  for (const [index, { uId, key }] of tokens.entries()) {
    const own = journal.filter(({ order }) => order.uId === uId).flatMap(({ batches }) => batches);
    const model = before[index];
    if (!model) throw new Error(`${key} was not read`);
    applyJournal(
      model,
      { apple, key },
      own.sort((a, b) => (a.finishedAt ?? 0) - (b.finishedAt ?? 0)),
    );
    const unsettled = own
      .flatMap(({ failures }) => failures.filter(({ code }) => code === 'not-settled'))
      .flatMap(({ items }) => holdersIn(items));
    const doubtful = new Set(unsettled);
    const isSure = (line: string) => {
      const holder = line.split(' ').at(-1) ?? '';
      return !holder.startsWith('dF') && !doubtful.has(nameOf(holder));
    };
    const real = readModel({ apple, key });
    expect([...real.held].filter(isSure).toSorted()).toEqual([...model.held].filter(isSure).toSorted());
    const sure = ([id]: [string, unknown]) => !doubtful.has(`user ${id}`);
    expect([...real.people].filter(sure).toSorted()).toEqual([...model.people].filter(sure).toSorted());
  }
}

/** Each hand-over has come to its end, and each record of the MDM has its location's token, once. */
async function checkDeliveries({ apple, tokens }: Story, cache: Database): Promise<void> {
  const rows = await cache.deliveries.toArray();
  for (const { state } of rows) expect(['done', 'failed']).toContain(state);
  expect(apple.mdm.jamf.records.map(({ token }) => token)).toEqual(tokens.map(({ text }) => text));
  for (const { uId } of tokens)
    expect(rows.filter((row) => row.uId === uId && row.state === 'done').length).toBeGreaterThan(0);
}

/** Outside session memory a token is sealed or is not there. */
async function checkSecrets({ tokens, world, apple }: Story, cache: Database): Promise<void> {
  const stores: unknown[] = [await fakeBrowser.storage.local.get(), await world.openVault().records()];
  for (const table of cache.tables) stores.push(await table.toArray());
  const text = JSON.stringify(stores);
  expect(text.includes(apple.mdm.jamf.secret)).toBe(false);
  for (const { text: token } of tokens) expect(text.includes(token)).toBe(false);
  for (const { inner } of apple.state.tokens.list()) expect(text.includes(inner)).toBe(false);
}
