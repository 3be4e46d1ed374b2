import type { Database, DirectoryRow } from './database.ts';
import { assetName } from './holdings/asset-name.ts';
import { createAssetNumbers } from './holdings/directory.ts';
import { assetsAt, expectLeaf, keyAt } from './holdings/leaf.ts';
import { at, type Sheet } from './holdings/sheet.ts';
import type { AssetKey } from './rows.ts';

export type NoteChange = (holder: string, asset: string, gained: boolean) => void;

/**
 * Tells what differs between the holdings as they stand and a sheet that is about to replace them. Both are in the order
 * of holders, so the old ones are read leaf by leaf and nothing is held twice.
 * @throws AppError storage-broken when a record is damaged
 */
export async function compareHoldings(
  db: Database,
  before: DirectoryRow,
  after: { sheet: Sheet; assets: readonly AssetKey[] },
  note: NoteChange,
): Promise<void> {
  const { sheet } = after;
  const numbers = createAssetNumbers(after.assets);
  /** The new number of each old one. */
  const translated = Uint32Array.from(before.assets, numbers.numberOf);
  const names = numbers.list.map(assetName);
  const noteAll = (holder: string, assets: Iterable<number>, gained: boolean) => {
    for (const asset of assets) note(holder, names[asset] ?? '', gained);
  };

  let rank = 0;
  const heldNow = () => sheet.assets.subarray(at(sheet.starts, rank), at(sheet.starts, rank + 1));
  const noteNewBelow = (key: string | undefined) => {
    for (let holder = sheet.keys[rank]; holder !== undefined; holder = sheet.keys[++rank]) {
      if (key !== undefined && holder >= key) return;
      noteAll(holder, heldNow(), true);
    }
  };

  for (const { leaf } of before.leaves) {
    const old = expectLeaf(await db.leaves.get([before.uId, before.generation, leaf]), before.assets.length);
    for (let index = 0; index < old.ends.length; index++) {
      const holder = keyAt(old, index);
      noteNewBelow(holder);
      const held = assetsAt(old, index);
      const stays = sheet.keys[rank] === holder;
      const now = stays ? heldNow() : nothing;
      if (stays) rank++;
      if (isSame(held, now, translated)) continue;
      const had = new Set(Array.from(held, (asset) => at(translated, asset)));
      const has = new Set(now);
      noteAll(holder, has.difference(had), true);
      noteAll(holder, had.difference(has), false);
    }
  }
  noteNewBelow(undefined);
}

const nothing = new Uint32Array(0);

/** Most holders are the same as before, so no set is made for each of 100,000 of them. */
function isSame(held: ArrayLike<number>, now: ArrayLike<number>, translated: ArrayLike<number>): boolean {
  if (held.length !== now.length) return false;
  let rises = true;
  const numbers = new Uint32Array(held.length);
  for (let place = 0; place < held.length; place++) {
    const number = at(translated, at(held, place));
    if (place > 0 && number < at(numbers, place - 1)) rises = false;
    numbers[place] = number;
  }
  // Numbers go by the order in which Apple named the assets.
  if (!rises) numbers.sort();
  return numbers.every((number, place) => number === now[place]);
}
