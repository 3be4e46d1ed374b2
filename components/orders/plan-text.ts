/** The plan as a sentence, before it is a table. */
import type { OrderRow } from '../../lib/cache/order-rows.ts';
import { countItems, itemsOf } from '../../lib/orders/plan/lines.ts';
import type { Plan } from '../../lib/orders/plan/plan.ts';
import { writeDuration } from './duration.ts';
import type { OrdersWords } from './words.ts';

/** What a plan sends, in numbers. */
export interface PlanSize {
  /** Licences or, where no asset is named, holders. */
  items: number;
  assets: number;
  people: number;
  devices: number;
  requests: number;
}

export function sizeOf({
  batches,
  moves = [],
  counts,
}: Pick<Plan, 'batches' | 'moves' | 'counts'>): PlanSize {
  const assets = new Set<string>();
  const people = new Set<string>();
  const devices = new Set<string>();
  for (const body of batches) {
    const items = itemsOf(body);
    if (items.of === 'holders') {
      for (const { kind, id } of items.holders) (kind === 'user' ? people : devices).add(id);
      continue;
    }
    if (items.of === 'moves') continue;
    const { block } = items;
    for (const { adamId, pricingParam } of block.assets) assets.add(`${adamId}.${pricingParam}`);
    for (const id of block.clientUserIds) people.add(id);
    for (const id of block.serialNumbers) devices.add(id);
  }
  // A device that has it already is in no batch.
  for (const { asset, serialNumber } of moves) {
    assets.add(`${asset.adamId}.${asset.pricingParam}`);
    devices.add(serialNumber);
  }
  return {
    items: counts['will-do'] ?? 0,
    assets: assets.size,
    people: people.size,
    devices: devices.size,
    requests: batches.length,
  };
}

/** "412 devices and 3 people". */
export function holdersText(
  t: OrdersWords,
  { people, devices }: { people: number; devices: number },
): string {
  if (people === 0) return t('count.devices', { count: devices });
  if (devices === 0) return t('count.people', { count: people });
  return t('count.both', {
    devices: t('count.devices', { count: devices }),
    people: t('count.people', { count: people }),
  });
}

export function planSentence(t: OrdersWords, plan: Plan): string {
  const size = sizeOf(plan);
  if (size.items === 0) return t('plan.nothing');
  return t(`plan.${plan.kind}`, {
    assets: t('count.assets', { count: size.assets }),
    holders: holdersText(t, size),
    licences: t('count.licences', { count: size.items }),
    requests: t('count.requests', { count: size.requests }),
    time: writeDuration(plan.expectedMs),
  });
}

/** How many licences come back with "take all back" and with retiring; undefined for every other plan. */
export function getComingBack({ before, kind }: Pick<Plan, 'before' | 'kind'>): number | undefined {
  if (!before || (kind !== 'retire' && kind !== 'take-all-back')) return undefined;
  return before.blocks.reduce((sum, block) => sum + countItems({ of: 'pairs', block }), 0);
}

/** What an order was about, in a line: from its row alone. */
export function orderTitle(t: OrdersWords, { kind, tally }: Pick<OrderRow, 'kind' | 'tally'>): string {
  return t(`order.title.${kind}`, { count: tally.items - tally.skipped });
}
