import { verifyActivity } from '../../../lib/cache/activity-chain.ts';
import { readAllActivity } from '../../../lib/cache/activity-queries.ts';
import { readApps } from '../../../lib/cache/app-sets.ts';
import type { Database } from '../../../lib/cache/database.ts';
import { applyJournal, type Model, readJournal, readModel } from '../orders/chaos/model.ts';
import { holdersIn, nameOf } from '../orders/chaos/run-seed.ts';
import { dumpHoldings, dumpUsers } from '../sync/background.ts';
import { type Check, createCheck, type Told } from './told.ts';
import type { Tenant } from './windows.ts';

/** A story that came to its end, in whatever browser it was played. */
export interface Played extends Tenant {
  /** What Apple had, by token, before the first line of the journal; absent where the journal is older than the story. */
  before: readonly Model[] | undefined;
  /** The times in the journal tell no order then. */
  hasJumped: boolean;
  told: Told;
}

/** Caches equal the simulated Apple, the journal is whole and explains Apple's state, every MDM has what it was told. */
export async function checkTruth(played: Played, cache: Database): Promise<void> {
  const { apple, told, tokens } = played;
  const check = createCheck(told);
  for (const { uId, key } of tokens) await checkLocation(check, apple.service, cache, uId, key);
  const apps = await readApps(cache);
  check(
    apps.toSorted((a, b) => (a.adamId < b.adamId ? -1 : 1)),
    'the apps in their sets',
  ).toEqual(await cache.apps.toArray());
  await checkJournal(check, played, cache);
  await checkModel(check, played, cache);
  await checkDeliveries(check, played, cache);
  check(await cache.staging.count(), 'pages left over').toBe(0);
  check(await cache.runs.count(), 'runs left over').toBe(0);
  check(apple.log.offences, 'offences').toEqual([]);
  check(apple.log.crashes, 'crashes of the simulator').toEqual([]);
  told.orders += await cache.orders.count();
  told.handovers += await cache.deliveries.count();
}

/** What the cache shows of one location is what Apple has. */
export async function checkLocation(
  check: Check,
  service: Tenant['apple']['service'],
  cache: Database,
  uId: string,
  key: string,
): Promise<void> {
  check(await cache.locations.get(uId), `the link of ${key}`).toMatchObject({ health: { state: 'ok' } });
  const { state, failure } = (await cache.syncs.get(uId)) ?? {};
  check({ state, failure }, `the sync of ${key}`).toEqual({ state: 'done' });
  const held = [...(await dumpHoldings(cache, uId))].flatMap(([holder, assets]) =>
    [...assets].map((asset) => {
      const kind = holder.startsWith('u') ? 'user' : 'serial';
      return `${asset.replace('/', ' ')} ${kind} ${holder.slice(1)}`;
    }),
  );
  check(held.toSorted(), `the holdings of ${key}`).toEqual(
    [...new Set(service.dumpAssignments(key))].toSorted(),
  );
  await checkPeople(check, service, cache, uId, key);
  const rows = await cache.assets.where('[uId+adamId+pricingParam]').between([uId], [uId, []]).toArray();
  const assets = service.dumpAssets(key);
  check(rows.map(({ adamId }) => adamId).toSorted(), `the assets of ${key}`).toEqual(
    assets.map(({ adamId }) => adamId).toSorted(),
  );
  for (const row of rows) {
    const { total, available } = assets.find(({ adamId }) => adamId === row.adamId) ?? {};
    const what = `the counts of ${row.adamId} in ${key}`;
    if (total === 'unlimited') check(row.unlimited, what).toBe(true);
    else check([row.totalCount, row.availableCount], what).toEqual([total, available]);
  }
  check((await cache.assetSets.get(uId))?.assets.toSorted(byId), `the assets of ${key} in one row`).toEqual(
    rows.toSorted(byId),
  );
}

async function checkPeople(
  check: Check,
  service: Tenant['apple']['service'],
  cache: Database,
  uId: string,
  key: string,
): Promise<void> {
  const users = await dumpUsers(cache, uId);
  const real = service.dumpUsers(key);
  check(users.map(({ clientUserId }) => clientUserId).toSorted(), `the people of ${key}`).toEqual(
    [...new Set(real.map(({ clientUserId }) => clientUserId))].toSorted(),
  );
  for (const { clientUserId, status } of users) {
    const records = real.filter((one) => one.clientUserId === clientUserId);
    check(
      records.map((one) => one.status),
      `the state of ${clientUserId}`,
    ).toContain(status);
  }
}

const byId = (a: { adamId: string }, b: { adamId: string }) => a.adamId.localeCompare(b.adamId);

/** What was confirmed is there; each order was confirmed once, has ended once, and its lines add up. */
async function checkJournal(check: Check, { confirmed }: Played, cache: Database): Promise<void> {
  const log = await readAllActivity(cache);
  const known = await cache.orders.toCollection().primaryKeys();
  for (const id of confirmed) check(known, 'orders that were confirmed').toContain(id);
  check(await verifyActivity(log), 'the chain of the activity log').toBeUndefined();
  for (const { id, state, tally } of await cache.orders.toArray()) {
    check(['done', 'cancelled'], `the end of order ${id}`).toContain(state);
    check(tally, `what is left of order ${id}`).toMatchObject({ waiting: 0, underWay: 0 });
    check(tally.skipped + tally.done + tally.failed + tally.cancelled, `the sum of order ${id}`).toBe(
      tally.items,
    );
    const kinds = log.flatMap(({ event }) => ('orderId' in event && event.orderId === id ? event.kind : []));
    for (const kind of ['order-confirmed', 'order-done'])
      check(
        kinds.filter((one) => one === kind),
        `lines of the activity log: ${kind} ${id}`,
      ).toHaveLength(1);
  }
  for (const { orderId, batch, state } of await cache.batches.toArray())
    check(['done', 'cancelled'], `the end of batch ${batch} of ${orderId}`).toContain(state);
}

/** What Apple has is what it had and what the journal says was done. */
async function checkModel(check: Check, played: Played, cache: Database): Promise<void> {
  const { apple, tokens, before, hasJumped } = played;
  if (hasJumped || !before) return;
  const journal = await readJournal(cache);
  for (const [index, { uId, key }] of tokens.entries()) {
    const own = journal.filter(({ order }) => order.uId === uId).flatMap(({ batches }) => batches);
    const start = before[index];
    if (!start) throw new Error(`${key} was not read`);
    const model = { held: new Set(start.held), people: new Map(start.people) };
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
    check([...real.held].filter(isSure).toSorted(), `what the journal says is held in ${key}`).toEqual(
      [...model.held].filter(isSure).toSorted(),
    );
    const sure = ([id]: [string, unknown]) => !doubtful.has(`user ${id}`);
    check([...real.people].filter(sure).toSorted(), `who the journal says is in ${key}`).toEqual(
      [...model.people].filter(sure).toSorted(),
    );
  }
}

/** Each hand-over has come to its end, and each record of the MDM has its location's token, once. */
async function checkDeliveries(check: Check, { apple, tokens }: Played, cache: Database): Promise<void> {
  const rows = await cache.deliveries.toArray();
  for (const { id, state } of rows)
    check(['done', 'handed', 'failed'], `the end of hand-over ${id}`).toContain(state);
  for (const [index, { uId, key, text }] of tokens.entries()) {
    check(apple.mdm.jamf.records[index]?.token === text, `the token of ${key} in the MDM`).toBe(true);
    check(
      rows.filter((row) => row.uId === uId && row.state === 'done').length,
      `hand-overs of ${key} that worked`,
    ).toBeGreaterThan(0);
  }
  check(apple.mdm.jamf.records.length, 'records of the MDM').toBe(tokens.length);
}
