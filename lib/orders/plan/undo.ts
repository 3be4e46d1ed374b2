/** The way back of an order (design 6.5): new wishes, and honestly what they cannot bring back. */
import type { AssetRow, Holder } from '../../cache/rows.ts';
import { blocksOf, holderNames, keepHolders, keepPeople } from './choose.ts';
import { nameOfAsset } from './keys.ts';
import type { Before, ItemSet } from './plan.ts';
import type { Block, Wish } from './wish.ts';

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
  /** How it was before was not kept. */
  | { kind: 'before-unknown' };

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
      return order.before ? grantAgain(keepHolders(order.before.blocks, holderNames(done))) : notKept;
    case 'create': {
      const ids = peopleOf(done);
      return { wishes: ids.length > 0 ? [{ kind: 'retire', clientUserIds: ids }] : [], notes: [] };
    }
    case 'edit':
      return undoEdit(order);
    case 'retire':
      return undoRetire(order);
    case 'move':
      return undoMove(blocksOf(done));
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
    notes: [{ kind: 'come-back-new', people: people.length }, ...given.notes],
  };
}

/** First the people hold it again, then the devices that this order gave it to lose it. */
function undoMove(blocks: readonly Block[]): Undo {
  const some = (block: Block) => block.clientUserIds.length + block.serialNumbers.length > 0;
  const taken = blocks.map((block) => ({ ...block, serialNumbers: [] })).filter(some);
  const given = blocks.map((block) => ({ ...block, clientUserIds: [] })).filter(some);
  const people = grantAgain(taken);
  if (given.length === 0) return people;
  return {
    wishes: [...people.wishes, { kind: 'take-back', blocks: given }],
    notes: [...people.notes, grace],
  };
}

function peopleOf(done: readonly ItemSet[]): string[] {
  const holders = done.flatMap((set): readonly Holder[] => (set.of === 'holders' ? set.holders : []));
  return holders.flatMap(({ kind, id }) => (kind === 'user' ? id : []));
}
