/** What a plan must know of a location (design 6.1), from the cache alone: only the leaves and rows that it touches. */
import type { PlanFacts, PlanLimits } from '../orders/plan/plan.ts';
import type { Wish } from '../orders/plan/wish.ts';
import { AppError } from '../platform/errors.ts';
import type { Database, DirectoryRow } from './database.ts';
import { leafFor, leafHolding } from './holdings/directory.ts';
import { holderKey } from './holdings/holder-key.ts';
import { getHeld, type Leaf } from './holdings/leaf.ts';
import { createLeafReader } from './leaf-reader.ts';
import type { AssetKey, AssetRow, UserStatus } from './rows.ts';

/** Apple's examples (reference 4.1) and our own pace (design 6.3): to show a plan before Apple's limits were read. */
export const exampleLimits: PlanLimits = {
  maxAssets: 25,
  maxClientUserIds: 1000,
  maxSerialNumbers: 1000,
  maxRevokeClientUserIds: 100,
  maxRevokeSerialNumbers: 100,
  maxUsers: 100,
};
const USUAL_RATE = 10;

/**
 * In one read transaction, so of one state.
 * @param now milliseconds since the epoch
 * @throws AppError location-unknown; storage-broken when a record is damaged; Dexie's errors
 */
export function readPlanFacts(db: Database, wish: Wish, uId: string, now: number): Promise<PlanFacts> {
  const { locations, assets, users, userSets, directories, leaves, status } = db;
  return db.transaction('r', [locations, assets, users, userSets, directories, leaves, status], async () => {
    const location = await db.locations.get(uId);
    if (!location) throw new AppError('location-unknown', { uId });
    const named = namesIn(wish);
    const known = await readUsers(db, uId, named.clientUserIds);
    const directory = await db.directories.get(uId);
    const held = directory ? await readHeld(db, directory, named) : new Map<string, Set<string>>();
    const row = await db.status.get('apple-limits');
    const reads = [
      ...(named.readsHoldings ? [location.assetsAt, directory?.asOf] : []),
      ...(named.clientUserIds.length > 0 ? [known.asOf] : []),
    ];
    const dated = reads.filter((at) => at !== undefined);
    return {
      uId,
      now,
      ...(row?.key === 'apple-limits'
        ? { limits: row.value.limits, requestsPerSecond: row.value.requestsPerSecond }
        : { limits: exampleLimits, requestsPerSecond: USUAL_RATE, limitsUnknown: true as const }),
      ...(location.mdmInfo && { mdmInfo: location.mdmInfo }),
      ...(dated.length > 0 && dated.length === reads.length && { asOf: Math.min(...dated) }),
      assets: await readAssets(db, uId, named.assets ?? touchedBy(held, directory)),
      users: known.users,
      held,
    };
  });
}

interface Named {
  clientUserIds: string[];
  serialNumbers: string[];
  /** By name; absent: whatever the holders hold. */
  assets?: Map<string, AssetKey>;
  readsHoldings: boolean;
}

function namesIn(wish: Wish): Named {
  const users = new Set<string>();
  const devices = new Set<string>();
  const assets = new Map<string, AssetKey>();
  switch (wish.kind) {
    case 'grant':
    case 'take-back':
      for (const block of wish.blocks) {
        for (const asset of block.assets) assets.set(nameOf(asset), asset);
        for (const id of block.clientUserIds) users.add(id);
        for (const id of block.serialNumbers) devices.add(id);
      }
      return { ...listed(users, devices), assets, readsHoldings: true };
    case 'move':
      for (const { asset, clientUserId, serialNumber } of wish.moves) {
        assets.set(nameOf(asset), asset);
        users.add(clientUserId);
        devices.add(serialNumber);
      }
      return { ...listed(users, devices), assets, readsHoldings: true };
    case 'take-all-back':
      return { ...listed(new Set(wish.clientUserIds), new Set(wish.serialNumbers)), readsHoldings: true };
    case 'retire':
      return { ...listed(new Set(wish.clientUserIds), devices), readsHoldings: true };
    case 'create':
    case 'edit':
      for (const { clientUserId } of wish.people) users.add(clientUserId);
      return { ...listed(users, devices), assets, readsHoldings: false };
  }
}

const listed = (users: ReadonlySet<string>, devices: ReadonlySet<string>) => ({
  clientUserIds: [...users],
  serialNumbers: [...devices],
});
const nameOf = ({ adamId, pricingParam }: AssetKey) => `${adamId}/${pricingParam}`;

async function readUsers(db: Database, uId: string, ids: readonly string[]) {
  const set = ids.length > 0 ? await db.userSets.get(uId) : undefined;
  const users = new Map<string, { status: UserStatus; email?: string }>();
  if (!set) return { users };
  const found = await db.users.bulkGet(ids.map((id): [string, number, string] => [uId, set.generation, id]));
  const rows = found.filter((row) => row !== undefined);
  for (const { clientUserId, status, email } of rows) {
    users.set(clientUserId, { status, ...(email !== undefined && { email }) });
  }
  return { users, asOf: set.asOf };
}

async function readHeld(db: Database, directory: DirectoryRow, named: Named) {
  const held = new Map<string, Set<string>>();
  if (!named.readsHoldings) return held;
  const keys = [
    ...named.clientUserIds.map((id) => holderKey({ kind: 'user', id })),
    ...named.serialNumbers.map((id) => holderKey({ kind: 'device', id })),
  ];
  const names = directory.assets.map((asset) => {
    const name = nameOf(asset);
    return !named.assets || named.assets.has(name) ? name : undefined;
  });
  const leaves = await readLeaves(db, directory, keys);
  for (const key of keys) {
    const leaf = leaves.get(leafFor(directory.leaves, key));
    const own = new Set<string>();
    for (const number of (leaf && getHeld(leaf, key)) ?? []) {
      const name = names[number];
      if (name !== undefined) own.add(name);
    }
    if (own.size > 0) held.set(key, own);
  }
  return held;
}

/** The leaves that may know one of the keys, by their place; read side by side. */
async function readLeaves(db: Database, directory: DirectoryRow, keys: readonly string[]) {
  const reader = createLeafReader(db);
  const places = new Set<number>();
  for (const key of keys) {
    const place = leafHolding(directory.leaves, key);
    if (place >= 0) places.add(place);
  }
  return new Map(
    await Promise.all(
      [...places].map(
        async (place): Promise<[number, Leaf]> => [place, await reader.expect(directory, place)],
      ),
    ),
  );
}

function touchedBy(held: ReadonlyMap<string, ReadonlySet<string>>, directory: DirectoryRow | undefined) {
  const touched = new Set<string>();
  for (const own of held.values()) for (const name of own) touched.add(name);
  const all = new Map((directory?.assets ?? []).map((asset) => [nameOf(asset), asset]));
  return new Map([...all].filter(([name]) => touched.has(name)));
}

async function readAssets(
  db: Database,
  uId: string,
  keys: ReadonlyMap<string, AssetKey>,
): Promise<Map<string, AssetRow>> {
  const rows = await db.assets.bulkGet(
    [...keys.values()].map((key): [string, string, string] => [uId, key.adamId, key.pricingParam]),
  );
  return new Map(rows.flatMap((row) => (row ? [[nameOf(row), row]] : [])));
}
