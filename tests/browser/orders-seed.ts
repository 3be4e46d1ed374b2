/** Runs inside an extension page: the healthy scene with orders in every state, and what a plan must know. */
import { hashActivity } from '../../lib/cache/activity-chain.ts';
import { Database } from '../../lib/cache/database.ts';
import type { ActivityEvent, ActivityRow, BatchRow, OrderRow } from '../../lib/cache/order-rows.ts';
import type { Wish } from '../../lib/orders/plan/wish.ts';
import { type HolderSeed, seed as seedHolders } from './holders-seed.ts';
import { type Scene, seed } from './screens-seed.ts';

const north = { uId: '2049025000431439', locationName: 'North Campus' };
const minute = 60_000;
const now = Date.now();
const pages = { adamId: '361309726', pricingParam: 'STDQ' as const };
const keynote = { adamId: '409183694', pricingParam: 'STDQ' as const };
const serials = Array.from({ length: 200 }, (_, index) => `C0239X${String(index).padStart(6, '0')}`);

const wish: Wish = {
  kind: 'grant',
  blocks: [{ assets: [pages, keynote], clientUserIds: [], serialNumbers: serials }],
};

function order(id: string, facts: Partial<OrderRow>): OrderRow {
  return {
    id,
    ...north,
    kind: 'grant',
    state: 'done',
    createdAt: now - 60 * minute,
    confirmedBy: 'Sam',
    digest: '0'.repeat(64),
    counts: { 'will-do': 400 },
    forever: { licences: 0, people: 0 },
    tally: { items: 400, skipped: 0, waiting: 0, underWay: 0, done: 400, failed: 0, cancelled: 0 },
    ...facts,
  };
}

const tallies = {
  running: { items: 412, skipped: 12, waiting: 200, underWay: 0, done: 200, failed: 0, cancelled: 0 },
  partly: { items: 400, skipped: 0, waiting: 0, underWay: 0, done: 388, failed: 12, cancelled: 0 },
};

const orders: OrderRow[] = [
  order('order-running', {
    state: 'open',
    createdAt: now - 2 * minute,
    tally: tallies.running,
    waits: { failure: { code: 'vault-locked' } },
  }),
  order('order-paused', { state: 'paused', createdAt: now - 20 * minute, tally: tallies.running }),
  order('order-partly', {
    createdAt: now - 40 * minute,
    finishedAt: now - 38 * minute,
    tally: tallies.partly,
  }),
  order('order-done', { finishedAt: now - 50 * minute }),
  order('order-retire', {
    kind: 'retire',
    createdAt: now - 70 * minute,
    finishedAt: now - 69 * minute,
    tally: { items: 1, skipped: 0, waiting: 0, underWay: 0, done: 1, failed: 0, cancelled: 0 },
  }),
  order('order-moved', {
    kind: 'move',
    counts: { 'will-do': 3 },
    createdAt: now - 80 * minute,
    finishedAt: now - 79 * minute,
    secondPhase: true,
    tally: { items: 3, skipped: 0, waiting: 0, underWay: 0, done: 2, failed: 1, cancelled: 0 },
  }),
];

function batch(orderId: string, facts: Partial<BatchRow>): BatchRow {
  return {
    orderId,
    batch: 0,
    uId: north.uId,
    body: { call: 'associate', assets: [pages], clientUserIds: [], serialNumbers: serials },
    phase: 1,
    state: 'done',
    items: 200,
    sends: 1,
    failures: [],
    ...facts,
  };
}

const second: Partial<BatchRow> = {
  batch: 1,
  body: { call: 'associate', assets: [keynote], clientUserIds: [], serialNumbers: serials },
};
const failed: BatchRow['failures'] = [
  {
    errorNumber: 9709,
    code: 'apple-refused',
    items: {
      of: 'pairs',
      block: { assets: [keynote], clientUserIds: [], serialNumbers: serials.slice(0, 12) },
    },
  },
];

/** Granted to three devices; of one person it was not taken back. */
const moves = [0, 1, 2].map((index) => ({
  asset: keynote,
  clientUserId: `u-39-${1000 + index}`,
  serialNumber: serials[index] ?? '',
}));
const moved = { assets: [keynote], clientUserIds: moves.map(({ clientUserId }) => clientUserId) };
const notTaken: BatchRow['failures'] = [
  {
    errorNumber: 9603,
    code: 'server',
    items: { of: 'pairs', block: { ...moved, clientUserIds: ['u-39-1001'], serialNumbers: [] } },
  },
];
const moveBatches: BatchRow[] = [
  batch('order-moved', {
    body: { call: 'associate', assets: [keynote], clientUserIds: [], serialNumbers: serials.slice(0, 3) },
    items: 3,
  }),
  batch('order-moved', {
    batch: 1,
    phase: 2,
    body: { call: 'disassociate', ...moved, serialNumbers: [] },
    items: 3,
    failures: notTaken,
  }),
];

const events: { event: ActivityEvent; at: number }[] = [
  {
    event: { kind: 'order-confirmed', orderId: 'order-partly', order: 'grant', counts: { 'will-do': 400 } },
    at: now - 40 * minute,
  },
  { event: { kind: 'order-done', orderId: 'order-partly', tally: tallies.partly }, at: now - 38 * minute },
  {
    event: { kind: 'foreign', gained: 1, lost: 1, mdmName: 'Example MDM', changes: 2 },
    at: now - 30 * minute,
  },
];

async function writeActivity(db: Database): Promise<void> {
  let before = '';
  for (const [index, { event, at }] of events.entries()) {
    const line: Omit<ActivityRow, 'hash'> = { seq: index + 1, at, ...north, by: 'Sam', event };
    before = await hashActivity(before, line);
    await db.activity.put({ ...line, hash: before });
  }
  await db.foreignChanges.put({
    seq: 3,
    part: 0,
    gained: [['dC0239X000001', '361309726/STDQ']],
    lost: [['uu-39-1001', '409183694/STDQ']],
  });
}

export interface OrderScene {
  scene: Scene;
  /** No order yet. */
  isEmpty: boolean;
  /** Instead of the scene: as many holders as the test wants. */
  holders?: HolderSeed;
}

/** @public called by name in the page */
export async function plant({ scene, isEmpty, holders }: OrderScene): Promise<void> {
  await (holders ? seedHolders(holders) : seed(scene));
  const db = new Database();
  await db.status.put({
    key: 'apple-limits',
    value: {
      limits: {
        maxAssets: 25,
        maxClientUserIds: 1000,
        maxSerialNumbers: 1000,
        maxRevokeClientUserIds: 100,
        maxRevokeSerialNumbers: 100,
        maxUsers: 100,
      },
      requestsPerSecond: 10,
      readAt: now,
    },
  });
  if (!isEmpty) {
    await db.orders.bulkPut(orders);
    await db.orderWishes.bulkPut(
      orders.map(({ id, kind }) => ({
        orderId: id,
        wish: kind === 'move' ? { kind, moves } : wish,
        shortages: [],
      })),
    );
    await db.batches.bulkPut([
      batch('order-running', {}),
      batch('order-running', { ...second, state: 'waiting', sends: 0 }),
      batch('order-paused', {}),
      batch('order-paused', { ...second, state: 'waiting', sends: 0 }),
      batch('order-partly', {}),
      batch('order-partly', { ...second, failures: failed }),
      batch('order-done', {}),
      batch('order-done', second),
      ...moveBatches,
      batch('order-retire', { body: { call: 'users/retire', clientUserIds: ['u-39-1000'] }, items: 1 }),
    ]);
    await db.orderSkips.put({
      orderId: 'order-running',
      part: 0,
      skipped: [
        {
          verdict: 'short',
          of: 'pairs',
          block: { assets: [keynote], clientUserIds: [], serialNumbers: serials.slice(0, 12) },
        },
      ],
    });
    await writeActivity(db);
  }
  db.close();
}
