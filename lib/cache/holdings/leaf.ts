/**
 * A leaf: some 2,000 neighbouring holders and what they hold, complete in itself. One database record, so that a
 * look-up reads one leaf, a change rewrites one leaf, and no number in it means anything outside but the assets',
 * which the location's directory names.
 */
import { AppError } from '../../platform/errors.ts';
import { at, type Sheet } from './sheet.ts';

export interface Leaf {
  /** All holder keys in order, without a separator. */
  ids: string;
  /** Where each key ends in `ids`, in code units. */
  ends: Uint32Array;
  /** Holder i holds `assets[starts[i] .. starts[i + 1])`. */
  starts: Uint32Array;
  assets: Uint16Array | Uint32Array;
}

export const LEAF_HOLDERS = 2048;

/** Packs the holders `from` up to `to` of a sheet. */
export function packLeaf(sheet: Sheet, from: number, to: number): Leaf {
  const keys = sheet.keys.slice(from, to);
  const ends = new Uint32Array(keys.length);
  let end = 0;
  for (let index = 0; index < keys.length; index++) {
    end += keys[index]?.length ?? 0;
    ends[index] = end;
  }
  const base = at(sheet.starts, from);
  const starts = sheet.starts.slice(from, to + 1).map((start) => start - base);
  const wide = sheet.assets.slice(base, at(sheet.starts, to));
  const narrow = wide.every((asset) => asset <= 0xffff);
  return { ids: keys.join(''), ends, starts, assets: narrow ? Uint16Array.from(wide) : wide };
}

export function unpackLeaf(leaf: Leaf): Sheet {
  const keys = Array.from(leaf.ends, (_, index) => keyAt(leaf, index));
  return { keys, starts: leaf.starts.slice(), assets: Uint32Array.from(leaf.assets) };
}

export function keyAt(leaf: Leaf, index: number): string {
  return leaf.ids.slice(index === 0 ? 0 : at(leaf.ends, index - 1), at(leaf.ends, index));
}

export function assetsAt(leaf: Leaf, index: number): Uint16Array | Uint32Array {
  return leaf.assets.subarray(at(leaf.starts, index), at(leaf.starts, index + 1));
}

/** The first holder whose key is not below `key`; the number of holders when all are. */
export function lowerBound(leaf: Leaf, key: string): number {
  let low = 0;
  let high = leaf.ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyAt(leaf, middle) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Undefined when the leaf does not know the holder. */
export function getHeld(leaf: Leaf, key: string): Uint16Array | Uint32Array | undefined {
  const index = lowerBound(leaf, key);
  return index < leaf.ends.length && keyAt(leaf, index) === key ? assetsAt(leaf, index) : undefined;
}

/** The holders of one asset, in key order: the leaf read the other way round. */
export function holdersOfAsset(leaf: Leaf, asset: number): string[] {
  const keys: string[] = [];
  let holder = 0;
  for (let row = leaf.assets.indexOf(asset); row >= 0; row = leaf.assets.indexOf(asset, row + 1)) {
    while (at(leaf.starts, holder + 1) <= row) holder++;
    keys.push(keyAt(leaf, holder));
  }
  return keys;
}

/** How many holders each asset has in this leaf. */
export function countAssets(leaf: Leaf): Map<number, number> {
  const counts = new Map<number, number>();
  for (const asset of leaf.assets) counts.set(asset, (counts.get(asset) ?? 0) + 1);
  return counts;
}

/**
 * The leaf in a database record. A disk can lie: a record whose parts do not fit together is refused, since a wrong
 * answer about a licence is worse than none.
 * @param assetCount how many assets the directory knows
 * @throws AppError storage-broken
 */
export function expectLeaf(record: unknown, assetCount: number): Leaf {
  if (!looksLikeLeaf(record)) throw damaged('shape');
  const { ids, ends, starts, assets } = record;
  if (ends.length === 0 || starts.length !== ends.length + 1) throw damaged('lengths');
  if (at(starts, 0) !== 0 || at(starts, ends.length) !== assets.length) throw damaged('starts');
  if (at(ends, ends.length - 1) !== ids.length) throw damaged('ends');
  if (!rises(ends) || !rises(starts)) throw damaged('order');
  if (assets.some((asset) => asset >= assetCount)) throw damaged('assets');
  if (!areHoldersInOrder(record)) throw damaged('holders');
  if (!areHeldInOrder(record)) throw damaged('held');
  return record;
}

function looksLikeLeaf(record: unknown): record is Leaf {
  return (
    typeof record === 'object' &&
    record !== null &&
    'ids' in record &&
    typeof record.ids === 'string' &&
    'ends' in record &&
    record.ends instanceof Uint32Array &&
    'starts' in record &&
    record.starts instanceof Uint32Array &&
    'assets' in record &&
    (record.assets instanceof Uint16Array || record.assets instanceof Uint32Array)
  );
}

/** Each key has at least its kind letter and each holder at least one asset, so both arrays rise strictly. */
function rises(array: Uint32Array): boolean {
  for (let index = 1; index < array.length; index++) {
    if (at(array, index) <= at(array, index - 1)) return false;
  }
  return true;
}

/** Look-ups halve their way through the keys: one out of order would hide others. Each is a kind letter and an id. */
function areHoldersInOrder(leaf: Leaf): boolean {
  let before = '';
  for (let index = 0; index < leaf.ends.length; index++) {
    const key = keyAt(leaf, index);
    if (key.length < 2 || (key[0] !== 'd' && key[0] !== 'u') || key <= before) return false;
    before = key;
  }
  return true;
}

/** What a holder holds rises strictly as well: a number that stood twice would be counted twice. */
function areHeldInOrder({ starts, assets }: Leaf): boolean {
  let holder = 1;
  let next = at(starts, holder);
  let before = -1;
  for (let row = 0; row < assets.length; row++) {
    if (row === next) {
      next = at(starts, ++holder);
      before = -1;
    }
    const asset = at(assets, row);
    if (asset <= before) return false;
    before = asset;
  }
  return true;
}

function damaged(part: string): AppError {
  return new AppError('storage-broken', { record: 'leaf', part });
}
