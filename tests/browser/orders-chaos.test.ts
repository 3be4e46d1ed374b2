import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { digestOfPlan } from '../../lib/orders/plan/digest-of-plan.ts';
import { makePlan } from '../../lib/orders/plan/make-plan.ts';
import type { Plan, PlanFacts } from '../../lib/orders/plan/plan.ts';
import type { Wish } from '../../lib/orders/plan/wish.ts';
import type { FaultEffect } from '../simulator/faults.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import { createDice, type Dice } from '../unit/orders/chaos/dice.ts';
import { orderSeed } from '../unit/orders/order-seed.ts';
import { createScreen } from './support/extension.ts';
import { readHoldings } from './support/holdings.ts';
import { type Chromium, launchChromium } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';

/** Small, so that an order is several requests. The half minutes of Apple's rule are real ones. */
const limits = { maxAssets: 1, maxClientUserIds: 2, maxSerialNumbers: 2, maxUsers: 2 };
const key = 'here';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let chromium: Chromium;
let screen: ReturnType<typeof createScreen>;
let uId: string;

beforeAll(async () => {
  simulator = await startSimulator({ seed: [orderSeed()], config: { limits, eventDelayMs: 500 } });
  chromium = await launchChromium({ net: simulator });
  screen = createScreen(await chromium.openPopupTab());
  uId = await screen.link(simulator.tokens[key] ?? '');
  await screen.settled();
});
afterAll(async () => {
  await chromium?.close();
  await simulator?.close();
});

const orderRow = z.object({
  id: z.string(),
  state: z.string(),
  tally: z.object({ done: z.number(), failed: z.number(), cancelled: z.number(), skipped: z.number() }),
  waits: z.object({ failure: z.object({ code: z.string() }) }).optional(),
});
const assetRow = z.object({
  uId: z.string(),
  adamId: z.string(),
  pricingParam: z.enum(['STDQ', 'PLUS']),
  productType: z.enum(['App', 'Book']),
  unlimited: z.boolean(),
  totalCount: z.number().exactOptional(),
  availableCount: z.number().exactOptional(),
  assignedCount: z.number(),
  retiredCount: z.number().exactOptional(),
  deviceAssignable: z.boolean(),
  revocable: z.boolean(),
  supportedPlatforms: z.array(z.string()),
  asOf: z.number(),
});
const userRow = z.object({
  clientUserId: z.string(),
  status: z.enum(['Registered', 'Associated', 'Retired', 'Deleted']),
  email: z.string().exactOptional(),
});

/** The plan as a screen would make it, from what the browser has cached. */
async function seePlan(wish: Wish): Promise<Plan> {
  const assets = z.array(assetRow).parse(await screen.rows('assets'));
  const users = z.array(userRow).parse(await screen.rows('users'));
  const held = new Map<string, Set<string>>();
  for (const line of await readHoldings(screen, uId)) {
    const [adamId, pricing, kind, id] = line.split(' ');
    const holder = `${kind === 'user' ? 'u' : 'd'}${id}`;
    held.set(holder, (held.get(holder) ?? new Set()).add(`${adamId}/${pricing}`));
  }
  const facts: PlanFacts = {
    uId,
    limits: { ...limits, maxRevokeClientUserIds: 100, maxRevokeSerialNumbers: 100 },
    requestsPerSecond: 10,
    now: Date.now(),
    assets: new Map(assets.map((row) => [`${row.adamId}/${row.pricingParam}`, row])),
    users: new Map(users.map((row) => [row.clientUserId, row])),
    held,
  };
  return makePlan(wish, facts);
}

const asset = (adamId: string) => ({ adamId, pricingParam: 'STDQ' as const });

function wishOf(dice: Dice, seed: number): Wish {
  const devices = [1, 2, 3].map((n) => `S${seed}-${n}`);
  const people = dice.some(['user-2', 'user-3', 'user-5', 'user-6']);
  return dice.one<Wish>([
    {
      kind: 'grant',
      blocks: [{ assets: [asset('200'), asset('400')], clientUserIds: people, serialNumbers: devices }],
    },
    {
      kind: 'create',
      people: devices.map((id) => ({ clientUserId: id, email: `${id}@school.example` })),
    },
    {
      kind: 'take-back',
      blocks: [
        {
          assets: [asset('100'), asset('200'), asset('500')],
          clientUserIds: ['user-1', 'user-2', 'user-3', 'user-4'],
          serialNumbers: ['D1', 'D2'],
        },
      ],
    },
  ]);
}

const faults: FaultEffect[] = [{ kind: 'lose' }, { kind: 'drop' }, { kind: 'html', status: 502 }];

const posts = () => simulator.log.entries.filter(({ method }) => method === 'POST').length;
const readOrder = async (id: string) =>
  z
    .array(orderRow)
    .parse(await screen.rows('orders'))
    .find((row) => row.id === id);

test.each([4, 1, 2])(
  'seed %i: an order whose worker is killed and whose requests get lost ends as it was confirmed',
  async (seed) => {
    const dice = createDice(seed);
    const wish = wishOf(dice, seed);
    const plan = await seePlan(wish);
    const before = new Set(simulator.apple.dumpAssignments(key));
    simulator.apple.faults.add({ method: 'POST', skip: dice.below(2), count: 1 }, dice.one(faults));
    const { orderId } = z
      .object({ orderId: z.string() })
      .parse(await screen.send('order.confirm', { uId, wish, digest: await digestOfPlan(plan) }));

    let kills = 0;
    const begun = posts();
    await waitFor(() => posts() > begun, { message: 'something is sent' });
    await chromium.killWorker();
    kills += 1;
    for (let life = dice.between(1, 2); life > 0; life--) {
      if (dice.often(50)) await chromium.wakeByAlarm();
      else await screen.send('app.wake', {});
      if (!dice.often(60)) continue;
      await chromium.killWorker();
      kills += 1;
    }
    const ended = await waitFor(
      async () => {
        const order = await readOrder(orderId);
        return order && order.state === 'done' && order;
      },
      { timeout: 240_000, message: 'the order ends' },
    );

    expect(kills).toBeGreaterThan(0);
    expect(ended.tally).toMatchObject({ done: plan.counts['will-do'], failed: 0, cancelled: 0 });
    expect(simulator.apple.dumpAssignments(key)).toEqual([...expectedAfter(before, plan)].sort());
    if (wish.kind === 'create') {
      const users = simulator.apple.dumpUsers(key).map(({ clientUserId }) => clientUserId);
      for (const { clientUserId } of wish.people) {
        expect(users.filter((one) => one === clientUserId)).toHaveLength(1);
      }
    }
    simulator.apple.faults.clear();
    await screen.settled();
    await waitFor(
      async () => {
        const shown = await readHoldings(screen, uId);
        return shown.join() === [...new Set(simulator.apple.dumpAssignments(key))].join();
      },
      { timeout: 60_000, message: 'the cache shows it' },
    );
    expect(simulator.log.offences).toEqual([]);
  },
  300_000,
);

function expectedAfter(before: ReadonlySet<string>, plan: Plan): Set<string> {
  const after = new Set(before);
  for (const body of plan.batches) {
    if (body.call !== 'associate' && body.call !== 'disassociate') continue;
    for (const { adamId, pricingParam } of body.assets) {
      const lines = [
        ...body.clientUserIds.map((id) => `${adamId} ${pricingParam} user ${id}`),
        ...body.serialNumbers.map((id) => `${adamId} ${pricingParam} serial ${id}`),
      ];
      for (const line of lines) {
        if (body.call === 'associate') after.add(line);
        else after.delete(line);
      }
    }
  }
  return after;
}
