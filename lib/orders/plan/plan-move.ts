/** User licences that become device licences: granted first, and only what was granted is taken back. */
import { createNumbers, type JudgedAsset, type JudgedHolder } from './judge-pairs.ts';
import { getOrMake, nameOfAsset } from './keys.ts';
import { addPair, type PairLimits, type Pairs, packPairs, type Roll } from './pack-pairs.ts';
import type { BatchBody, Plan, PlanFacts, Verdict } from './plan.ts';
import { emptyPart, type PlanPart } from './plan-part.ts';
import { createStock } from './stock.ts';
import type { MoveWish } from './wish.ts';

export function planMove(moves: readonly MoveWish[], facts: PlanFacts): PlanPart {
  const numbers = createNumbers(facts);
  const stock = createStock();
  const seen = new Set<string>();
  const counts: Plan['counts'] = {};
  const kept = new Map<Verdict, MoveWish[]>();
  const grants: Pairs = new Map();
  for (const move of moves) {
    const asset = numbers.asset(move.asset);
    const user = numbers.holder({ kind: 'user', id: move.clientUserId });
    const device = numbers.holder({ kind: 'device', id: move.serialNumber });
    const ends = [`${asset.number} ${user.number}`, `${asset.number} ${device.number}`];
    const isOnDevice = device.held?.has(asset.name) === true;
    const stoodBefore = seen.has(ends.join()) || ends.some((end) => seen.has(end));
    let verdict = stoodBefore ? 'duplicate' : judgeMove(asset, user, device);
    if (verdict === 'will-do' && !isOnDevice && !stock.take(asset, device.holder)) verdict = 'short';
    seen.add(ends.join());
    if (verdict === 'will-do') for (const end of ends) seen.add(end);
    if (verdict === 'will-do' && !isOnDevice) addPair(grants, asset.number, device.number);
    counts[verdict] = (counts[verdict] ?? 0) + 1;
    getOrMake(kept, verdict, (): MoveWish[] => []).push(move);
  }
  const willDo = kept.get('will-do') ?? [];
  return {
    ...emptyPart,
    batches: bodiesOf('associate', grants, numbers.roll, facts.limits),
    later: secondPhase(willDo, () => true, facts.limits),
    moves: willDo,
    skipped: [...kept].flatMap(([verdict, some]) =>
      verdict === 'will-do' ? [] : [{ verdict, of: 'moves', moves: some }],
    ),
    counts,
    shortages: stock.shortages(),
  };
}

function judgeMove({ row, name }: JudgedAsset, user: JudgedHolder, device: JudgedHolder): Verdict {
  if (!row) return 'unknown-asset';
  if (!row.revocable || row.productType === 'Book') return 'irrevocable';
  if (!row.deviceAssignable) return 'not-device-assignable';
  return device.against ?? user.against ?? (user.held?.has(name) ? 'will-do' : 'already-so');
}

/**
 * The take-backs of a move, once its grants have ended.
 * @param moves those that the plan does (`movesToDo`)
 * @param isDone whether the device holds the licence now: granted by this order, or held before
 */
export function secondPhase(
  moves: readonly MoveWish[],
  isDone: (move: MoveWish) => boolean,
  limits: PairLimits,
): BatchBody[] {
  const numbers = createNumbers({ assets: new Map(), users: new Map(), held: new Map() });
  const pairs: Pairs = new Map();
  for (const move of moves) {
    if (!isDone(move)) continue;
    const user = numbers.holder({ kind: 'user', id: move.clientUserId });
    addPair(pairs, numbers.asset(move.asset).number, user.number);
  }
  return bodiesOf('disassociate', pairs, numbers.roll, limits);
}

/** Those of a move's wish that its plan does not skip. */
export function movesToDo(
  moves: readonly MoveWish[],
  skipped: Iterable<Plan['skipped'][number]>,
): MoveWish[] {
  const left = new Map<string, number>();
  for (const set of skipped) {
    if (set.of !== 'moves') continue;
    for (const move of set.moves) left.set(nameOfMove(move), (left.get(nameOfMove(move)) ?? 0) + 1);
  }
  // Of a move that stood there twice the last is the one that was skipped: they are the same, so any will do.
  return moves.filter((move) => {
    const skips = left.get(nameOfMove(move)) ?? 0;
    if (skips > 0) left.set(nameOfMove(move), skips - 1);
    return skips === 0;
  });
}

/** The same for the same move. */
export const nameOfMove = ({ asset, clientUserId, serialNumber }: MoveWish) =>
  JSON.stringify([nameOfAsset(asset), clientUserId, serialNumber]);

const bodiesOf = (call: 'associate' | 'disassociate', pairs: Pairs, roll: Roll, limits: PairLimits) =>
  packPairs(pairs, roll, limits).map((block): BatchBody => ({ call, ...block }));
