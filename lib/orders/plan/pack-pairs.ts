/**
 * Pairs of asset and holder as few cross products, as Apple takes them (reference 4.4): together exactly the pairs,
 * none twice.
 */
import type { AssetKey, Holder } from '../../cache/rows.ts';
import type { PlanLimits } from './plan.ts';
import type { Block } from './wish.ts';

/** What the numbers of pairs stand for. */
export interface Roll {
  assets: readonly AssetKey[];
  holders: readonly Holder[];
}

/** Asset numbers by holder number, each pair once. */
export type Pairs = Map<number, number[]>;

export type PairLimits = Pick<PlanLimits, 'maxAssets' | 'maxClientUserIds' | 'maxSerialNumbers'>;

/** For what is kept and not sent. */
export const noLimits: PairLimits = {
  maxAssets: Number.POSITIVE_INFINITY,
  maxClientUserIds: Number.POSITIVE_INFINITY,
  maxSerialNumbers: Number.POSITIVE_INFINITY,
};

export function addPair(pairs: Pairs, asset: number, holder: number): void {
  const assets = pairs.get(holder);
  if (assets) assets.push(asset);
  else pairs.set(holder, [asset]);
}

/** Each asset with each holder. */
interface Group {
  assets: number[];
  holders: number[];
}

/**
 * Holders who want the same assets go together; what is left by asset, assets for the same holders together. How many
 * of the largest groups of holders are taken first is what costs the fewest requests of those that are tried.
 */
export function packPairs(pairs: Pairs, roll: Roll, limits: PairLimits): Block[] {
  const byHolder = groupHolders(pairs).sort((a, b) => sizeOf(b) - sizeOf(a));
  let best = byHolder;
  let least = costOf(byHolder, roll, limits);
  for (const heads of [0, 1, 4, 16, 64, 256]) {
    if (heads >= byHolder.length || least <= 1) break;
    const groups = [...byHolder.slice(0, heads), ...groupAssets(byHolder.slice(heads))];
    const cost = costOf(groups, roll, limits);
    if (cost < least) [best, least] = [groups, cost];
  }
  return best.flatMap((group) => cutGroup(group, roll, limits));
}

/** The same for pairs that may stand there several times: each time is in one block. */
export function packRepeated(pairs: Pairs, roll: Roll): Block[] {
  const blocks: Block[] = [];
  for (let rest = pairs; rest.size > 0; ) {
    const layer: Pairs = new Map();
    const more: Pairs = new Map();
    for (const [holder, assets] of rest) {
      const seen = new Set<number>();
      for (const asset of assets) {
        addPair(seen.has(asset) ? more : layer, asset, holder);
        seen.add(asset);
      }
    }
    blocks.push(...packPairs(layer, roll, noLimits));
    rest = more;
  }
  return blocks;
}

function groupHolders(pairs: Pairs): Group[] {
  const groups = new Map<string, Group>();
  for (const [holder, assets] of pairs) {
    const sorted = assets.toSorted((a, b) => a - b);
    const name = sorted.join(' ');
    const group = groups.get(name);
    if (group) group.holders.push(holder);
    else groups.set(name, { assets: sorted, holders: [holder] });
  }
  return [...groups.values()];
}

function groupAssets(rest: readonly Group[]): Group[] {
  const holdersOf = new Map<number, number[]>();
  for (const { assets, holders } of rest) {
    for (const asset of assets) {
      const known = holdersOf.get(asset) ?? [];
      for (const holder of holders) known.push(holder);
      holdersOf.set(asset, known);
    }
  }
  const groups = new Map<string, Group>();
  for (const [asset, holders] of holdersOf) {
    // Filled in one order, so the same holders are the same text.
    const name = holders.join(' ');
    const group = groups.get(name);
    if (group) group.assets.push(asset);
    else groups.set(name, { assets: [asset], holders });
  }
  return [...groups.values()];
}

const sizeOf = ({ assets, holders }: Group) => assets.length * holders.length;

function costOf(groups: readonly Group[], { holders }: Roll, limits: PairLimits): number {
  let cost = 0;
  for (const group of groups) {
    let devices = 0;
    for (const number of group.holders) if (holders[number]?.kind === 'device') devices++;
    const users = group.holders.length - devices;
    const rounds = Math.max(
      countChunks(users, limits.maxClientUserIds),
      countChunks(devices, limits.maxSerialNumbers),
    );
    cost += countChunks(group.assets.length, limits.maxAssets) * rounds;
  }
  return cost;
}

function cutGroup(group: Group, roll: Roll, limits: PairLimits): Block[] {
  const assets = group.assets.flatMap((number) => roll.assets[number] ?? []);
  const holders = group.holders.flatMap((number) => roll.holders[number] ?? []);
  const targets = chunkTargets(
    holders.flatMap(({ kind, id }) => (kind === 'user' ? id : [])),
    holders.flatMap(({ kind, id }) => (kind === 'device' ? id : [])),
    { users: limits.maxClientUserIds, devices: limits.maxSerialNumbers },
  );
  return chunk(assets, limits.maxAssets).flatMap((some) =>
    targets.map((target) => ({ assets: some, ...target })),
  );
}

/** People and devices go into the same requests: both lists may come in one (reference 4.4). */
export function chunkTargets(
  clientUserIds: readonly string[],
  serialNumbers: readonly string[],
  most: { users: number; devices: number },
): { clientUserIds: string[]; serialNumbers: string[] }[] {
  const users = chunk(clientUserIds, most.users);
  const devices = chunk(serialNumbers, most.devices);
  return Array.from({ length: Math.max(users.length, devices.length) }, (_, round) => ({
    clientUserIds: users[round] ?? [],
    serialNumbers: devices[round] ?? [],
  }));
}

export function chunk<Item>(items: readonly Item[], most: number): Item[][] {
  const size = sizeOfChunk(most);
  return Array.from({ length: countChunks(items.length, most) }, (_, index) =>
    items.slice(index * size, Math.min(items.length, (index + 1) * size)),
  );
}

const countChunks = (items: number, most: number) => Math.ceil(items / sizeOfChunk(most));
/** A limit below one would never come to an end. */
const sizeOfChunk = (most: number) => (most >= 1 ? Math.min(Math.floor(most), Number.MAX_SAFE_INTEGER) : 1);
