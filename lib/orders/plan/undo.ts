/** The way back of an order (design 6.5): new wishes, and honestly what they cannot bring back. */
import type { AssetKey, AssetRow, Holder } from '../../cache/rows.ts';
import { blocksOf, holderNames, keepHolders, keepPeople, nameOfPair, pairNames } from './choose.ts';
import { createNumbers } from './judge-pairs.ts';
import { nameOfAsset, nameOfHolder } from './keys.ts';
import { addPair, noLimits, type Pairs, packPairs } from './pack-pairs.ts';
import type { Before, ItemSet, PlanFacts, Skipped } from './plan.ts';
import { movesToDo } from './plan-move.ts';
import type { Block, MoveWish, Wish } from './wish.ts';

export type UndoNote =
  /** Licences of books are never given back (reference 11.3). */
  | { kind: 'books-stay'; licences: number }
  /** What was given back may be held by others by now. */
  | { kind: 'stock-may-be-gone' }
  /** So long after it was given back a licence cannot be given again yet (semantics 2.4). */
  | { kind: 'wait-before-reuse'; ms: number }
  /** An app that is left installed goes on so long without its licence (reference 11.3). */
  | { kind: 'app-still-works'; days: number }
  /** Retired people are New again: without licences, to be invited and tied to their account anew (reference 11.1). */
  | { kind: 'come-back-new'; people: number }
  /** Their address before is not known here, and stays as it is. */
  | { kind: 'address-unknown'; people: number }
  /** Apple does not tell which Managed Apple Account was tied before (reference 4.8). */
  | { kind: 'account-unknown'; people: number }
  /** What was taken, and was not known by then, is not given again. */
  | { kind: 'known-before'; asOf?: number }
  /** How it was before was not kept. */
  | { kind: 'before-unknown' }
  /** Devices that keep a move's licence until its people hold it again: the next undo of the order takes it. */
  | { kind: 'devices-later'; devices: number };

export interface Undo {
  /** In this order, each an order of its own once the one before is done; none when nothing can be undone. */
  wishes: Wish[];
  notes: UndoNote[];
}

export interface Undoable {
  wish: Wish;
  /** Items that are done; of a move those of both halves. */
  done: readonly ItemSet[];
  before?: Before;
  /** By `adamId/pricingParam`; of grants what tells the books. */
  assets: ReadonlyMap<string, Pick<AssetRow, 'revocable'>>;
  /** Of a move: what each holder has now, as `PlanFacts` says it; who is not in it has nothing. */
  held?: PlanFacts['held'];
  /** Of a move: what its plan left out. */
  skipped?: readonly Skipped[];
}

const REUSE_AFTER_MS = 120_000;
const GRACE_DAYS = 30;
const again: UndoNote[] = [{ kind: 'stock-may-be-gone' }, { kind: 'wait-before-reuse', ms: REUSE_AFTER_MS }];
const grace: UndoNote = { kind: 'app-still-works', days: GRACE_DAYS };

export function planUndo(order: Undoable): Undo {
  const { wish, done } = order;
  switch (wish.kind) {
    case 'grant':
      return undoGrant(blocksOf(done), order.assets);
    case 'take-back':
      return grantAgain(blocksOf(done));
    case 'take-all-back':
      return order.before ? undoTakeAll(order.before, done) : notKept;
    case 'create': {
      const ids = peopleOf(done);
      return { wishes: ids.length > 0 ? [{ kind: 'retire', clientUserIds: ids }] : [], notes: [] };
    }
    case 'edit':
      return undoEdit(order);
    case 'retire':
      return undoRetire(order);
    case 'move':
      return undoMove(wish.moves, order);
  }
}

const notKept: Undo = { wishes: [], notes: [{ kind: 'before-unknown' }] };

function undoGrant(blocks: readonly Block[], assets: Undoable['assets']): Undo {
  const stays = (block: Block) =>
    block.assets.filter((asset) => assets.get(nameOfAsset(asset))?.revocable === false);
  const licences = blocks.reduce(
    (sum, block) => sum + stays(block).length * (block.clientUserIds.length + block.serialNumbers.length),
    0,
  );
  const back = blocks
    .map((block) => ({ ...block, assets: block.assets.filter((asset) => !stays(block).includes(asset)) }))
    .filter((block) => block.assets.length > 0);
  const notes: UndoNote[] = licences > 0 ? [{ kind: 'books-stay', licences }] : [];
  if (back.length === 0) return { wishes: [], notes };
  return { wishes: [{ kind: 'take-back', blocks: back }], notes: [...notes, grace] };
}

function grantAgain(blocks: Block[]): Undo {
  if (blocks.length === 0) return { wishes: [], notes: [] };
  return { wishes: [{ kind: 'grant', blocks }], notes: again };
}

function undoTakeAll(before: Before, done: readonly ItemSet[]): Undo {
  const given = grantAgain(keepHolders(before.blocks, holderNames(done)));
  return { ...given, notes: [...given.notes, knownBefore(before)] };
}

const knownBefore = ({ asOf }: Before): UndoNote => ({
  kind: 'known-before',
  ...(asOf !== undefined && { asOf }),
});

function undoEdit({ wish, done, before }: Undoable): Undo {
  if (!before || wish.kind !== 'edit') return notKept;
  const names = holderNames(done);
  const changed = keepPeople(wish.people, names);
  const former = new Map(before.people.map((person) => [person.clientUserId, person.email]));
  const people = changed.flatMap(({ clientUserId, email }) => {
    const old = former.get(clientUserId);
    return email === undefined || old === undefined ? [] : [{ clientUserId, email: old }];
  });
  const unknown = changed.filter(
    ({ clientUserId, email }) => email !== undefined && former.get(clientUserId) === undefined,
  ).length;
  const tied = changed.filter(({ managedAppleId }) => managedAppleId !== undefined).length;
  return {
    wishes: people.length > 0 ? [{ kind: 'edit', people }] : [],
    notes: [
      ...(unknown > 0 ? [{ kind: 'address-unknown' as const, people: unknown }] : []),
      ...(tied > 0 ? [{ kind: 'account-unknown' as const, people: tied }] : []),
    ],
  };
}

function undoRetire({ done, before }: Undoable): Undo {
  if (!before) return notKept;
  const names = holderNames(done);
  const people = keepPeople(before.people, names);
  if (people.length === 0) return { wishes: [], notes: [] };
  const given = grantAgain(keepHolders(before.blocks, names));
  return {
    wishes: [{ kind: 'create', people }, ...given.wishes],
    notes: [{ kind: 'come-back-new', people: people.length }, ...given.notes, knownBefore(before)],
  };
}

/**
 * People hold it again before a device loses it: a device whose person has nothing keeps its licence, and the next undo
 * of the same order takes it, by what is so then.
 */
function undoMove(wished: readonly MoveWish[], { done, held, skipped = [] }: Undoable): Undo {
  const names = pairNames(done);
  const isDone = (asset: AssetKey, holder: Holder) => names.has(nameOfPair(asset, holder));
  const has = (asset: AssetKey, holder: Holder) =>
    held?.get(nameOfHolder(holder))?.has(nameOfAsset(asset)) === true;
  const moves = movesToDo(wished, skipped).map(({ asset, clientUserId, serialNumber }) => ({
    asset,
    person: { kind: 'user' as const, id: clientUserId },
    device: { kind: 'device' as const, id: serialNumber },
  }));
  const lacking = moves.filter(({ asset, person }) => isDone(asset, person) && !has(asset, person));
  const given = moves.filter(({ asset, device }) => isDone(asset, device) && has(asset, device));
  const free = given.filter(({ asset, person }) => has(asset, person));
  const later = given.length - free.length;
  const people = grantAgain(packed(lacking.map(({ asset, person }) => ({ asset, holder: person }))));
  const back = packed(free.map(({ asset, device }) => ({ asset, holder: device })));
  return {
    wishes: [...people.wishes, ...(back.length > 0 ? [{ kind: 'take-back' as const, blocks: back }] : [])],
    notes: [
      ...people.notes,
      ...(later > 0 ? [{ kind: 'devices-later' as const, devices: later }] : []),
      ...(back.length > 0 ? [grace] : []),
    ],
  };
}

function packed(items: readonly { asset: AssetKey; holder: Holder }[]): Block[] {
  const numbers = createNumbers({ assets: new Map(), users: new Map(), held: new Map() });
  const pairs: Pairs = new Map();
  for (const { asset, holder } of items) {
    addPair(pairs, numbers.asset(asset).number, numbers.holder(holder).number);
  }
  return packPairs(pairs, numbers.roll, noLimits);
}

function peopleOf(done: readonly ItemSet[]): string[] {
  const holders = done.flatMap((set): readonly Holder[] => (set.of === 'holders' ? set.holders : []));
  return holders.flatMap(({ kind, id }) => (kind === 'user' ? id : []));
}
