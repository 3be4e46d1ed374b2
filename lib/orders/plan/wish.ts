/** What the admin wants in one location. Types only. */
import type { AssetKey } from '../../cache/rows.ts';

/**
 * Each of these assets with each of these holders. A selection in the tables is one block; what is left of an order,
 * or its inverse, is several.
 */
export interface Block {
  assets: AssetKey[];
  clientUserIds: string[];
  serialNumbers: string[];
}

/** A person as Apple is told of them (reference 4.9); name and notes stay here. */
export interface PersonWish {
  clientUserId: string;
  email?: string;
  /** Ties the person at once, without an invitation (reference 11.2). */
  managedAppleId?: string;
}

/** One user licence that becomes a device licence: granted first, taken back once that is complete. */
export interface MoveWish {
  asset: AssetKey;
  clientUserId: string;
  serialNumber: string;
}

export type Wish =
  /** When stock is short, the first in the order of the blocks are served. */
  | { kind: 'grant'; blocks: Block[] }
  | { kind: 'take-back'; blocks: Block[] }
  /** Everything revocable of these holders, whatever it is (reference 4.6). */
  | { kind: 'take-all-back'; clientUserIds: string[]; serialNumbers: string[] }
  | { kind: 'create'; people: PersonWish[] }
  | { kind: 'edit'; people: PersonWish[] }
  | { kind: 'retire'; clientUserIds: string[] }
  | { kind: 'move'; moves: MoveWish[] };

export type WishKind = Wish['kind'];
