/** Collects assignments as they arrive, page by page, as integers: 8 bytes a row instead of an object. */
import type { AssetKey } from '../rows.ts';
import { createAssetNumbers } from './directory.ts';
import type { LooseRows } from './sheet.ts';
import { createTextNumbers } from './text-numbers.ts';

/** One assignment as Apple sends it (reference 4.7): of a user or of a device. */
export interface AssignmentInput {
  adamId: string;
  pricingParam: 'STDQ' | 'PLUS';
  clientUserId?: string | undefined;
  serialNumber?: string | undefined;
}

/** What was gathered since the last `take`: the new texts and the rows, for a checkpoint. */
export interface GatheredPart {
  keys: string[];
  assets: AssetKey[];
  holderOf: Uint32Array;
  assetOf: Uint32Array;
}

export function createGatherer() {
  const keys: string[] = [];
  const devices = createHolders('d', keys);
  const users = createHolders('u', keys);
  const assets = createAssetNumbers([]);
  const holderOf = createIntList();
  const assetOf = createIntList();
  let taken = { keys: 0, assets: 0, rows: 0 };

  return {
    get rowCount() {
      return holderOf.length;
    },
    /** A row that names neither a user nor a device says nothing and is left out. */
    add(rows: readonly AssignmentInput[]): void {
      for (const row of rows) {
        const { serialNumber, clientUserId } = row;
        if (serialNumber) holderOf.push(devices.numberOf(serialNumber));
        else if (clientUserId) holderOf.push(users.numberOf(clientUserId));
        else continue;
        assetOf.push(assets.numberOf(row));
      }
    },
    take(): GatheredPart {
      const part = {
        keys: keys.slice(taken.keys),
        assets: assets.list.slice(taken.assets),
        holderOf: holderOf.slice(taken.rows),
        assetOf: assetOf.slice(taken.rows),
      };
      taken = { keys: keys.length, assets: assets.list.length, rows: holderOf.length };
      return part;
    },
    /** Puts back a part that an earlier `take` gave, in the same order, into a fresh gatherer. */
    restore(part: GatheredPart): void {
      for (const key of part.keys) (key.startsWith('d') ? devices : users).numberOf(key.slice(1));
      for (const key of part.assets) assets.numberOf(key);
      holderOf.append(part.holderOf);
      assetOf.append(part.assetOf);
      taken = { keys: keys.length, assets: assets.list.length, rows: holderOf.length };
    },
    finish(): { rows: LooseRows; assets: AssetKey[] } {
      return { rows: { keys, holderOf: holderOf.slice(0), assetOf: assetOf.slice(0) }, assets: assets.list };
    },
  };
}

/** Numbers the holders of one kind, by their place among the keys of all. */
function createHolders(letter: 'd' | 'u', keys: string[]) {
  const ids = createTextNumbers();
  const places: number[] = [];
  return {
    numberOf(id: string): number {
      const number = ids.numberOf(id);
      if (number === places.length) places.push(keys.push(letter + id) - 1);
      return places[number] ?? 0;
    },
  };
}

/** A growing Uint32Array. */
function createIntList() {
  let room = new Uint32Array(4096);
  let length = 0;
  function grow(needed: number): void {
    if (needed <= room.length) return;
    const wider = new Uint32Array(Math.max(needed, room.length * 2));
    wider.set(room);
    room = wider;
  }
  return {
    get length() {
      return length;
    },
    push(value: number): void {
      grow(length + 1);
      room[length++] = value;
    },
    append(values: Uint32Array): void {
      grow(length + values.length);
      room.set(values, length);
      length += values.length;
    },
    slice: (from: number): Uint32Array => room.slice(from, length),
  };
}
