/** What is so at Apple of what a batch wants: read before anything is sent a second time (design 2.5). */
import { Dexie } from 'dexie';
import type { AppleLocation } from '../apple/contract.ts';
import type { WireAssignment, WireUser } from '../apple/wire.ts';
import type { Database } from '../cache/database.ts';
import { holderKey, holderOfKey } from '../cache/holdings/holder-key.ts';
import { AppError } from '../platform/errors.ts';
import { filterItems, type Items, itemsOf } from './items.ts';
import { assetOfName, nameOfAsset } from './plan/keys.ts';
import type { BatchBody } from './plan/plan.ts';
import { readAssignments, readUsers } from './walk-still.ts';

export interface FindContext {
  db: Database;
  uId: string;
  location: AppleLocation;
  signal: AbortSignal;
  /** A small call of an extension API, for long work. */
  keepAlive(): Promise<void>;
}

/** Apple's pages hold "several hundred" (reference 5). */
const ROWS_A_PAGE = 500;
/** Page reads of a location side by side (reference 5). */
const LANES = 5;

/** The items that are as the batch wants them. @throws AppError as AppleLocation; not-settled when it never stood still */
export async function findSo(context: FindContext, body: BatchBody): Promise<Items> {
  const items = itemsOf(body);
  if ('assets' in body) {
    const held = await readHeld(context, items);
    const wanted = body.call === 'associate';
    return filterItems(items, (holder, asset) => (held.get(holder)?.has(asset) ?? false) === wanted);
  }
  if (body.call === 'revoke') return findEmptyHanded(context, items);
  const users = await readActiveUsers(context, [...items.keys()].map(idOf));
  return filterItems(items, (holder) => isPersonSo(body, idOf(holder), users.get(idOf(holder))));
}

/** Of these people, those whom the location does not have, or not any more. @throws as `findSo` */
export async function findInactive(
  context: FindContext,
  clientUserIds: readonly string[],
): Promise<string[]> {
  const users = await readActiveUsers(context, clientUserIds);
  return clientUserIds.filter((id) => !users.has(id));
}

const idOf = (holder: string) => holderOfKey(holder).id;

type PeopleBody = Extract<BatchBody, { people: unknown } | { call: 'users/retire' }>;

function isPersonSo(body: PeopleBody, id: string, user: WireUser | undefined): boolean {
  if (body.call === 'users/retire') return user === undefined;
  if (user === undefined) return false;
  const wish = body.people.find(({ clientUserId }) => clientUserId === id);
  // Whoever is there with another address was made by somebody else.
  const isReachedAt = (email: string) => email.toLowerCase() === user.email?.toLowerCase();
  const isAddressed = wish?.email === undefined || isReachedAt(wish.email);
  if (body.call === 'users/create') return isAddressed;
  // The Managed Apple Account is not told (reference 4.8): that the person is tied to one has to do.
  const isTied = wish?.managedAppleId === undefined || user.status === 'Associated';
  return isTied && isAddressed;
}

/** Holders who hold nothing revocable any more. */
async function findEmptyHanded(context: FindContext, items: Items): Promise<Items> {
  const { db, uId } = context;
  const held = await readByHolder(context, [...items.keys()]);
  const names = new Set([...held.values()].flatMap((assets) => [...assets]));
  const bound = new Set<string>();
  for (const name of names) {
    const { adamId, pricingParam } = assetOfName(name);
    if ((await db.assets.get([uId, adamId, pricingParam]))?.revocable === false) bound.add(name);
  }
  return filterItems(items, (holder) => [...(held.get(holder) ?? [])].every((asset) => bound.has(asset)));
}

type Held = Map<string, Set<string>>;

/** By holder or by asset, whichever is fewer requests. */
async function readHeld(context: FindContext, items: Items): Promise<Held> {
  const names = [...new Set([...items.values()].flatMap((assets) => [...assets]))];
  if ((await countPages(context, names)) < items.size) {
    const held = await readByAsset(context, names);
    if (held) return held;
  }
  return readByHolder(context, [...items.keys()]);
}

async function countPages({ db, uId }: FindContext, names: readonly string[]): Promise<number> {
  let pages = 0;
  for (const name of names) {
    const { adamId, pricingParam } = assetOfName(name);
    const asset = await db.assets.get([uId, adamId, pricingParam]);
    pages += Math.max(1, Math.ceil((asset?.assignedCount ?? 0) / ROWS_A_PAGE));
  }
  return pages;
}

/** Undefined when one of them never stood still. */
async function readByAsset(context: FindContext, names: readonly string[]): Promise<Held | undefined> {
  const held: Held = new Map();
  for (const adamId of new Set(names.map((name) => assetOfName(name).adamId))) {
    await context.keepAlive();
    const rows = await readAssignments(context.location, { adamId }, context.signal);
    if (!rows) return undefined;
    for (const row of rows) note(held, row);
  }
  return held;
}

async function readByHolder(context: FindContext, keys: readonly string[]): Promise<Held> {
  const held: Held = new Map();
  await inLanes(keys, async (key) => {
    await context.keepAlive();
    const { kind, id } = holderOfKey(key);
    const filter = kind === 'device' ? { serialNumber: id } : { clientUserId: id };
    const rows = await readAssignments(context.location, filter, context.signal);
    if (!rows) throw new AppError('not-settled');
    for (const row of rows) note(held, row);
  });
  return held;
}

function note(held: Held, row: WireAssignment): void {
  const { serialNumber, clientUserId } = row;
  if (serialNumber === undefined && clientUserId === undefined) return;
  const key =
    serialNumber === undefined
      ? holderKey({ kind: 'user', id: clientUserId ?? '' })
      : holderKey({ kind: 'device', id: serialNumber });
  held.set(key, (held.get(key) ?? new Set()).add(nameOfAsset(row)));
}

/** The active people among these, by id: one by one for a few, else the whole list. @throws as `findSo` */
export async function readActiveUsers(
  context: FindContext,
  ids: readonly string[],
): Promise<Map<string, WireUser>> {
  const { location, signal } = context;
  if ((await countUserPages(context)) < ids.length) {
    await context.keepAlive();
    const all = await readUsers(location, { activeOnly: true }, signal);
    if (all) return byId(all);
  }
  const users: WireUser[] = [];
  await inLanes(ids, async (clientUserId) => {
    await context.keepAlive();
    const found = await readUsers(location, { clientUserId }, signal);
    if (!found) throw new AppError('not-settled');
    users.push(...found);
  });
  return byId(users);
}

async function countUserPages({ db, uId }: FindContext): Promise<number> {
  const generation = (await db.userSets.get(uId))?.generation ?? 0;
  const users = await db.users
    .where('[uId+generation+clientUserId]')
    .between([uId, generation, Dexie.minKey], [uId, generation, Dexie.maxKey])
    .count();
  return Math.max(1, Math.ceil(users / ROWS_A_PAGE));
}

function byId(users: readonly WireUser[]): Map<string, WireUser> {
  return new Map(users.map((user) => [user.clientUserId, user]));
}

async function inLanes<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = list.values();
  const lane = async () => {
    for (const one of rest) await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(LANES, list.length) }, lane));
}
