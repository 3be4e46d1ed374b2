/** The table of contents of one location's holdings. Small: it is read first by every look-up. */
import type { AssetKey } from '../rows.ts';
import { keyAt, LEAF_HOLDERS, type Leaf, packLeaf, unpackLeaf } from './leaf.ts';
import { changeSheet, emptySheet, evenRanges, type HolderChange, type Sheet } from './sheet.ts';

export interface LeafEntry {
  leaf: number;
  first: string;
  last: string;
  holders: number;
  rows: number;
}

export interface PackedLeaf {
  entry: LeafEntry;
  leaf: Leaf;
}

/** Cuts a whole sheet into leaves, one at a time so that memory stays flat. `nextNumber` names each. */
export function* cutLeaves(
  sheet: Sheet,
  nextNumber: () => number,
  size = LEAF_HOLDERS,
): Generator<PackedLeaf> {
  for (const { from, to } of evenRanges(sheet.keys.length, size)) {
    const leaf = packLeaf(sheet, from, to);
    yield { leaf, entry: entryOf(leaf, nextNumber()) };
  }
}

/** One leaf after its changes: none when emptied, several when it grew beyond twice the size. */
export function changeLeaf(
  old: Leaf | undefined,
  changes: ReadonlyMap<string, HolderChange>,
  nextNumber: () => number,
  size = LEAF_HOLDERS,
): PackedLeaf[] {
  const sheet = changeSheet(old ? unpackLeaf(old) : emptySheet(), changes);
  return [...cutLeaves(sheet, nextNumber, sheet.keys.length > 2 * size ? size : 2 * size)];
}

function entryOf(leaf: Leaf, number: number): LeafEntry {
  const last = leaf.ends.length - 1;
  return {
    leaf: number,
    first: keyAt(leaf, 0),
    last: keyAt(leaf, last),
    holders: leaf.ends.length,
    rows: leaf.assets.length,
  };
}

/** The first leaf whose last key is not below `key`: the only one that can hold it. -1 when all are below. */
export function leafFor(entries: readonly LeafEntry[], key: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.last ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low < entries.length ? low : -1;
}

/** The place of the one leaf that may hold the key; -1 when the directory already says that none does. */
export function leafHolding(entries: readonly LeafEntry[], key: string): number {
  const place = leafFor(entries, key);
  return place >= 0 && (entries[place]?.first ?? '') <= key ? place : -1;
}

/** Asset numbers by key, for the writers; grows as new assets appear. */
export function createAssetNumbers(known: readonly AssetKey[]) {
  const list: AssetKey[] = [...known];
  const numbers = { STDQ: new Map<string, number>(), PLUS: new Map<string, number>() };
  for (const [number, key] of list.entries()) numbers[key.pricingParam].set(key.adamId, number);
  return {
    list,
    get: (key: AssetKey) => numbers[key.pricingParam].get(key.adamId),
    numberOf(key: AssetKey): number {
      const known = numbers[key.pricingParam].get(key.adamId);
      if (known !== undefined) return known;
      numbers[key.pricingParam].set(key.adamId, list.length);
      return list.push({ adamId: key.adamId, pricingParam: key.pricingParam }) - 1;
    },
  };
}
