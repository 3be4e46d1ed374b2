import { createTextNumbers } from './text-numbers.ts';

/**
 * Assignments in memory, in compressed rows: holder i holds the asset numbers `assets[starts[i] .. starts[i + 1])`.
 * `keys` are sorted by code unit and unique; a holder's numbers are sorted, unique and at least one.
 */
export interface Sheet {
  keys: string[];
  starts: Uint32Array;
  assets: Uint32Array;
}

/** Row j gives asset number `assetOf[j]` to holder `keys[holderOf[j]]`: in any order, with repeats. Keys are unique. */
export interface LooseRows {
  keys: readonly string[];
  holderOf: Uint32Array;
  assetOf: Uint32Array;
}

/** What changes for one holder, as asset numbers. An addition wins over a removal of the same. */
export interface HolderChange {
  add: readonly number[];
  remove: readonly number[];
}

/** Up to so many numbers are sorted by insertion. */
const FEW = 32;

/** A typed array's element; the fallback is never met within bounds and keeps the compiler's index check honest. */
export function at(array: ArrayLike<number>, index: number): number {
  return array[index] ?? 0;
}

export function emptySheet(): Sheet {
  return { keys: [], starts: new Uint32Array(1), assets: new Uint32Array(0) };
}

/** Sorts and deduplicates: a counting sort by holder, then each holder's few assets by number. */
export function sheetOf({ keys, holderOf, assetOf }: LooseRows): Sheet {
  const counts = new Uint32Array(keys.length);
  for (let row = 0; row < holderOf.length; row++) {
    const holder = at(holderOf, row);
    counts[holder] = at(counts, holder) + 1;
  }
  const sorted = keys.filter((_, holder) => at(counts, holder) > 0).sort();
  const ranks = createTextNumbers();
  for (const key of sorted) ranks.numberOf(key);

  const rankOf = new Uint32Array(keys.length);
  const starts = new Uint32Array(sorted.length + 1);
  for (let holder = 0; holder < keys.length; holder++) {
    const rows = at(counts, holder);
    if (rows === 0) continue;
    const rank = ranks.numberOf(keys[holder] ?? '');
    rankOf[holder] = rank;
    starts[rank + 1] = rows;
  }
  for (let rank = 0; rank < sorted.length; rank++) starts[rank + 1] = at(starts, rank + 1) + at(starts, rank);

  const cursor = starts.slice();
  const assets = new Uint32Array(holderOf.length);
  for (let row = 0; row < holderOf.length; row++) {
    const rank = at(rankOf, at(holderOf, row));
    const slot = at(cursor, rank);
    assets[slot] = at(assetOf, row);
    cursor[rank] = slot + 1;
  }
  return deduplicate({ keys: sorted, starts, assets });
}

/** Sorts each holder's numbers and closes the gaps that repeats leave, in place. */
function deduplicate({ keys, starts, assets }: Sheet): Sheet {
  let write = 0;
  let from = 0;
  for (let rank = 0; rank < keys.length; rank++) {
    const to = at(starts, rank + 1);
    sortRange(assets, from, to);
    starts[rank] = write;
    for (let read = from; read < to; read++) {
      const asset = at(assets, read);
      if (read === from || asset !== at(assets, write - 1)) assets[write++] = asset;
    }
    from = to;
  }
  starts[keys.length] = write;
  return { keys, starts, assets: assets.slice(0, write) };
}

/** By insertion: a view and a sort for each of 100,000 holders cost more than the few steps. */
function sortRange(assets: Uint32Array, from: number, to: number): void {
  if (to - from > FEW) {
    assets.subarray(from, to).sort();
    return;
  }
  for (let next = from + 1; next < to; next++) {
    const asset = at(assets, next);
    let place = next;
    for (; place > from && at(assets, place - 1) > asset; place--) assets[place] = at(assets, place - 1);
    assets[place] = asset;
  }
}

/** The sheet after the changes. Holders with nothing left are gone. */
export function changeSheet(sheet: Sheet, changes: ReadonlyMap<string, HolderChange>): Sheet {
  const keys: string[] = [];
  const starts = [0];
  const assets: number[] = [];
  const put = (key: string, held: Iterable<number>) => {
    const before = assets.length;
    for (const asset of held) assets.push(asset);
    if (assets.length === before) return;
    keys.push(key);
    starts.push(assets.length);
  };
  const held = (rank: number) => sheet.assets.subarray(at(sheet.starts, rank), at(sheet.starts, rank + 1));

  const changed = [...changes.keys()].sort();
  let rank = 0;
  for (const key of changed) {
    for (; rank < sheet.keys.length && (sheet.keys[rank] ?? '') < key; rank++)
      put(sheet.keys[rank] ?? '', held(rank));
    const change = changes.get(key) ?? { add: [], remove: [] };
    put(key, changeHeld(sheet.keys[rank] === key ? held(rank++) : [], change));
  }
  for (; rank < sheet.keys.length; rank++) put(sheet.keys[rank] ?? '', held(rank));
  return { keys, starts: Uint32Array.from(starts), assets: Uint32Array.from(assets) };
}

function changeHeld(held: Iterable<number>, change: HolderChange): number[] {
  const left = new Set(held);
  for (const asset of change.remove) left.delete(asset);
  for (const asset of change.add) left.add(asset);
  return [...left].sort((a, b) => a - b);
}

/** Cuts `count` holders into even ranges of about `size`; none for none. */
export function evenRanges(count: number, size: number): { from: number; to: number }[] {
  const pieces = Math.ceil(count / size);
  return Array.from({ length: pieces }, (_, piece) => ({
    from: Math.floor((count * piece) / pieces),
    to: Math.floor((count * (piece + 1)) / pieces),
  }));
}
