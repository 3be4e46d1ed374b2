/** How each move of an order ended: its two requests as one. Pure. */
import type { WholeOrder } from '../../lib/cache/order-queries.ts';
import type { BatchRow } from '../../lib/cache/order-rows.ts';
import { nameOfPair } from '../../lib/orders/plan/choose.ts';
import { countItems, itemAt } from '../../lib/orders/plan/lines.ts';
import type { ItemSet } from '../../lib/orders/plan/plan.ts';
import { movesToDo } from '../../lib/orders/plan/plan-move.ts';
import type { MoveWish } from '../../lib/orders/plan/wish.ts';
import type { ItemGroup } from './item-table.ts';
import { type Outcome, outcomeKinds, outcomesOfBatches, outcomeTable } from './outcomes.ts';

/**
 * The moves that the plan did not skip, those of one outcome together. `half-done`: the device has it, and the person
 * will not lose it any more. So is a take-back that failed, since two licences are in use then.
 */
export function outcomesOfMoves({ order, made, batches, skipped }: WholeOrder): ItemGroup<Outcome>[] {
  if (made.wish.kind !== 'move') return [];
  const [granted, taken] = [outcomesOfPhase(batches, 1), outcomesOfPhase(batches, 2)];
  const isOver = order.state !== 'open' && order.state !== 'paused';
  const outcomeOf = ({ asset, clientUserId, serialNumber }: MoveWish): Outcome => {
    const first = granted.get(nameOfPair(asset, { kind: 'device', id: serialNumber }));
    const second = taken.get(nameOfPair(asset, { kind: 'user', id: clientUserId }));
    if (first && first.kind !== 'done') return first;
    if (second?.kind === 'failed') return { ...second, kind: 'half-done' };
    if (second && second.kind !== 'cancelled') return second.kind === 'done' ? moved : second;
    if (!isOver) return { kind: 'waiting', call: 'disassociate' };
    // Without a first half the device had it before: nothing came of this order.
    return { kind: first ? 'half-done' : 'cancelled', call: 'disassociate' };
  };
  const groups = new Map<string, { moves: MoveWish[]; tag: Outcome }>();
  for (const move of movesToDo(made.wish.moves, skipped)) {
    const tag = outcomeOf(move);
    const key = JSON.stringify(tag);
    const group = groups.get(key);
    if (group) group.moves.push(move);
    else groups.set(key, { moves: [move], tag });
  }
  const place = ({ tag }: { tag: Outcome }) => outcomeKinds.indexOf(tag.kind);
  return [...groups.values()]
    .sort((a, b) => place(a) - place(b))
    .map(({ moves, tag }) => ({ items: { of: 'moves', moves }, tag }));
}

/** One line an item: of a move its two requests are one. */
export function resultTable(found: WholeOrder) {
  const { order, batches, skipped } = found;
  return outcomeTable(order.kind === 'move' ? outcomesOfMoves(found) : outcomesOfBatches(batches), skipped);
}

/** What may be tried again: what failed, stopped half way, was never sent, or went short. */
export function movesToRetry(found: WholeOrder): ItemSet[] {
  const isLeft = ({ kind }: Outcome) => kind === 'failed' || kind === 'half-done' || kind === 'cancelled';
  return [
    ...outcomesOfMoves(found).flatMap(({ items, tag }) => (isLeft(tag) ? items : [])),
    ...found.skipped.filter(({ verdict }) => verdict === 'short'),
  ];
}

/** Moves that stopped half way. */
export function countHalfDone(found: WholeOrder): number {
  const halves = outcomesOfMoves(found).filter(({ tag }) => tag.kind === 'half-done');
  return halves.reduce((sum, { items }) => sum + countItems(items), 0);
}

const moved: Outcome = { kind: 'done', call: 'move' };

function outcomesOfPhase(batches: readonly BatchRow[], phase: BatchRow['phase']): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  const note = (items: ItemSet, tag: Outcome) => {
    for (let place = 0; place < countItems(items); place++) {
      const item = itemAt(items, place);
      if (item?.asset) outcomes.set(nameOfPair(item.asset, item.holder), tag);
    }
  };
  for (const { items, tag, but = [] } of outcomesOfBatches(batches.filter((row) => row.phase === phase))) {
    note(items, tag);
    for (const other of but) note(other.items, other.tag);
  }
  return outcomes;
}
