/** How the items of an order ended, or what they wait for. Pure. */
import type {
  BatchFailure,
  BatchRow,
  BatchState,
  OrderRow,
  OrderState,
  OrderTally,
} from '../../lib/cache/order-rows.ts';
import { itemsOf } from '../../lib/orders/plan/lines.ts';
import { doneItems } from '../../lib/orders/plan/outcome.ts';
import type { ItemSet, Skipped, WriteCall } from '../../lib/orders/plan/plan.ts';
import type { Tone } from '../ui/state.tsx';
import { createItemTable, type ItemGroup } from './item-table.ts';

export type OutcomeFailure = Pick<BatchFailure, 'errorNumber' | 'code'>;
export type Outcome =
  | { kind: 'done' | 'waiting' | 'under-way' | 'cancelled'; call: WriteCall | 'move' }
  | { kind: 'failed'; call: WriteCall; failure: OutcomeFailure }
  /** With the failure of its other half, if that was sent. */
  | { kind: 'half-done'; call: WriteCall; failure?: OutcomeFailure }
  | { kind: 'skipped'; verdict: Skipped['verdict'] };

export const outcomeKinds = [
  'failed',
  'under-way',
  'waiting',
  'done',
  'half-done',
  'cancelled',
  'skipped',
] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

export const outcomeTones: Readonly<Record<OutcomeKind, Tone>> = {
  done: 'good',
  failed: 'danger',
  'under-way': 'info',
  waiting: 'neutral',
  'half-done': 'warning',
  cancelled: 'neutral',
  skipped: 'neutral',
};

export const orderTones: Readonly<Record<OrderState, Tone>> = {
  open: 'info',
  paused: 'warning',
  cancelling: 'warning',
  cancelled: 'neutral',
  done: 'good',
};

const kindOfBatch: Readonly<Record<BatchState, 'done' | 'waiting' | 'under-way' | 'cancelled'>> = {
  waiting: 'waiting',
  sending: 'under-way',
  sent: 'under-way',
  checking: 'under-way',
  done: 'done',
  cancelled: 'cancelled',
};

/** The items of each request with their outcomes. */
export function outcomesOfBatches(batches: readonly BatchRow[]): ItemGroup<Outcome>[] {
  return batches.map(({ body, state, failures }) => {
    const { call } = body;
    return {
      items: itemsOf(body),
      tag: { kind: kindOfBatch[state], call },
      but: failures.map(({ items, code, errorNumber }) => ({
        items,
        tag: {
          kind: 'failed' as const,
          call,
          failure: { code, ...(errorNumber !== undefined && { errorNumber }) },
        },
      })),
    };
  });
}

/** Every item with its outcome; what was not sent comes last. */
export function outcomeTable(sent: readonly ItemGroup<Outcome>[], skipped: readonly Skipped[]) {
  const groups: ItemGroup<Outcome>[] = [
    ...sent,
    ...skipped.map(
      (one): ItemGroup<Outcome> => ({ items: one, tag: { kind: 'skipped', verdict: one.verdict } }),
    ),
  ];
  return createItemTable(groups);
}

/** How much of what is sent has come to its end, from 0 to 1; undefined when nothing is sent. */
export function partDone({ items, skipped, waiting, underWay }: OrderTally): number | undefined {
  const all = items - skipped;
  return all <= 0 ? undefined : (all - waiting - underWay) / all;
}

export const isUnfinished = (state: OrderState) =>
  state === 'open' || state === 'paused' || state === 'cancelling';

/** What an order waits for. One that is paused rests, but for what was sent before. */
export function getWaits({ state, tally, waits }: Pick<OrderRow, 'state' | 'tally' | 'waits'>) {
  return isUnfinished(state) && (state !== 'paused' || tally.underWay > 0) ? waits : undefined;
}

/** The items that are done. */
export const itemsDone = (batches: readonly BatchRow[]): ItemSet[] =>
  batches.flatMap(({ state, body, failures }) => (state === 'done' ? doneItems(body, failures) : []));

/** What may be tried again: what failed, what was never sent, and those for whom no licence was left. */
export function itemsToRetry(batches: readonly BatchRow[], skipped: readonly Skipped[]): ItemSet[] {
  return [
    ...batches.flatMap(({ failures }) => failures.map(({ items }) => items)),
    ...batches.flatMap(({ state, body }) => (state === 'cancelled' ? itemsOf(body) : [])),
    ...skipped.filter(({ verdict }) => verdict === 'short'),
  ];
}
