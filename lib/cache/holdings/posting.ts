/** In which leaves an asset occurs and how often: its holders are found, and counted, by reading those alone. */

/** Leaf number to holders of the asset there. Never zero. */
export type PostingMap = Map<number, number>;

export interface Posting {
  leaves: Uint32Array;
  counts: Uint32Array;
}

export function packPosting(map: PostingMap): Posting {
  return { leaves: Uint32Array.from(map.keys()), counts: Uint32Array.from(map.values()) };
}

export function unpackPosting(posting: Posting): PostingMap {
  const map: PostingMap = new Map();
  posting.leaves.forEach((leaf, index) => {
    map.set(leaf, posting.counts[index] ?? 0);
  });
  return map;
}

/** Counts to write, by asset and then by leaf. */
export type PostingChanges = Map<number, PostingMap>;

export function setCount(changes: PostingChanges, asset: number, leaf: number, count: number): void {
  const map = changes.get(asset) ?? new Map<number, number>();
  changes.set(asset, map.set(leaf, count));
}

/** The posting after the changes, where a zero takes the leaf out. */
export function changePosting(posting: PostingMap, changes: PostingMap): PostingMap {
  const changed = new Map([...posting, ...changes]);
  for (const [leaf, count] of changed) if (count === 0) changed.delete(leaf);
  return changed;
}
