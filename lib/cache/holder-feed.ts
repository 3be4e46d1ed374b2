/**
 * Every person and device of a location, piece by piece and each piece in its own short read: a writer never waits
 * long. And a watch over what may have changed. For readers that keep the whole in memory.
 */
import { liveQuery } from 'dexie';
import type { Database, DirectoryRow, UserSetRow } from './database.ts';
import { assetsAt, expectLeaf, keyAt } from './holdings/leaf.ts';
import type { HolderListRow, PersonNoteRow } from './knowledge-rows.ts';
import type { HolderKind, LocationRow, UserRow } from './rows.ts';

/** What the cache holds of one location, and by what a change of it is known. */
export interface PlaceState {
  location: LocationRow;
  /** Absent: people were never read. */
  users?: { generation: number; asOf: number };
  /** Absent: licences were never read. */
  directory?: DirectoryRow;
  usersMark: string;
  holdingsMark: string;
}

/** Holders of one kind that lie side by side, in order, with how many licences each holds. */
export interface HolderPiece {
  ids: string[];
  licences: number[];
}

/** Whether the cache still holds of a location what it held then: else what was read of it is no whole. */
export async function isCurrent(db: Database, then: PlaceState): Promise<boolean> {
  const { uId } = then.location;
  return db.transaction('r', [db.userSets, db.directories], async () => {
    const [users, directory] = [await db.userSets.get(uId), await db.directories.get(uId)];
    return usersMarkOf(users) === then.usersMark && holdingsMarkOf(directory) === then.holdingsMark;
  });
}

/** Whether the leaves that a directory names are those of its location still. */
export async function isDirectoryCurrent(db: Database, then: DirectoryRow): Promise<boolean> {
  return holdingsMarkOf(await db.directories.get(then.uId)) === holdingsMarkOf(then);
}

/**
 * What the cache holds of each location. Three reads without a transaction around them, whose end would come 30 ms after the
 * rows while a page is being drawn: what changes between two of them is read once more by who watches.
 */
export async function readPlaces(db: Database): Promise<PlaceState[]> {
  const [locations, sets, tables] = await Promise.all([
    db.locations.toArray(),
    db.userSets.toArray(),
    db.directories.toArray(),
  ]);
  const userSets = new Map(sets.map((set) => [set.uId, set]));
  const directories = new Map(tables.map((one) => [one.uId, one]));
  return locations.map((location) => {
    const users = userSets.get(location.uId);
    const directory = directories.get(location.uId);
    return {
      location,
      ...(users && { users: { generation: users.generation, asOf: users.asOf } }),
      ...(directory && { directory }),
      usersMark: usersMarkOf(users),
      holdingsMark: holdingsMarkOf(directory),
    };
  });
}

const usersMarkOf = (users: UserSetRow | undefined) => (users ? `${users.generation}/${users.asOf}` : '');

/** A leaf that changes gets a new number, so the same numbers hold the same. */
function holdingsMarkOf(directory: DirectoryRow | undefined): string {
  return directory ? `${directory.generation}/${directory.leaves.map(({ leaf }) => leaf).join('.')}` : '';
}

export interface HolderWatch {
  places(states: PlaceState[]): void;
  notes(rows: PersonNoteRow[]): void;
  lists(rows: HolderListRow[]): void;
  failed(error: unknown): void;
}

/** Tells of the small tables at once and after each change, whoever made it. @returns stops it */
export function watchHolders(db: Database, kind: HolderKind, watch: HolderWatch): () => void {
  const error = (cause: unknown) => watch.failed(cause);
  const subscriptions = [
    liveQuery(() => db.lists.toArray()).subscribe({
      next: (rows) => watch.lists(rows.filter((row) => row.kind === kind)),
      error,
    }),
    liveQuery(() => readPlaces(db)).subscribe({ next: (states) => watch.places(states), error }),
  ];
  if (kind === 'user') {
    const notes = liveQuery(() => db.personNotes.toArray());
    subscriptions.push(notes.subscribe({ next: (rows) => watch.notes(rows), error }));
  }
  return () => {
    for (const subscription of subscriptions) subscription.unsubscribe();
  };
}

/**
 * The holders of one kind, leaf by leaf.
 * @throws AppError storage-broken when a record is damaged or missing; it may have been swapped away (`isCurrent`)
 */
export async function* readHolderPieces(
  db: Database,
  { uId, generation, leaves, assets }: DirectoryRow,
  kind: HolderKind,
): AsyncGenerator<HolderPiece> {
  const letter = kind === 'device' ? 'd' : 'u';
  for (const { leaf, first, last } of leaves) {
    if (last < letter || first >= `${letter}\uffff`) continue;
    const record = await db.leaves.get([uId, generation, leaf]);
    const found = expectLeaf(record, assets.length);
    const piece: HolderPiece = { ids: [], licences: [] };
    for (let index = 0; index < found.ends.length; index++) {
      const key = keyAt(found, index);
      if (!key.startsWith(letter)) continue;
      piece.ids.push(key.slice(1));
      piece.licences.push(assetsAt(found, index).length);
    }
    yield piece;
  }
}

/** The first piece is small, so that there is something to show: some screens full. */
const FIRST_USERS = 120;
const USERS_A_READ = 8000;

/** The current user rows of a location in the order of clientUserId. */
export async function* readUserPieces(
  db: Database,
  uId: string,
  generation: number,
): AsyncGenerator<UserRow[]> {
  const read = (after: string, size: number) =>
    db.users
      .where(':id')
      .between([uId, generation, after], [uId, generation, []], false, false)
      .limit(size)
      .toArray();
  const first = await read('', FIRST_USERS);
  const end = first.at(-1);
  if (!end) return;
  yield first;
  if (first.length < FIRST_USERS) return;
  // Not before the first ones were shown: what is read for them would have to wait behind thousands of rows.
  let next = read(end.clientUserId, USERS_A_READ);
  for (;;) {
    const rows = await next;
    const last = rows.at(-1);
    if (!last) return;
    const isLast = rows.length < USERS_A_READ;
    if (!isLast) {
      // The next one is on its way while this one is worked on.
      next = read(last.clientUserId, USERS_A_READ);
      next.catch(() => undefined); // Told when it is its turn; nobody may come for it.
    }
    yield rows;
    if (isLast) return;
  }
}
