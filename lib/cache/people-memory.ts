/** What the look-ups of a page have read of people, kept until somebody changes one. */
import type { Collection } from 'dexie';
import type { Database } from './database.ts';
import { readCurrentUserFilter, type UserFilter } from './find-holders.ts';
import { type HolderSource, notRemembered } from './look-up-source.ts';
import { onTablesChanged } from './on-tables-changed.ts';
import type { UserRow } from './rows.ts';
import { rowsOfEach } from './rows-of-each.ts';

const MOST_PEOPLE = 1000;

type PeopleSource = Pick<HolderSource, 'usersFrom' | 'usersOf'>;

export function createPeopleMemory(db: Database) {
  let filter: UserFilter | undefined;
  let ids: Begun | undefined;
  let addresses: Begun | undefined;
  let people = new Map<string, UserRow[]>();
  let change = 0;

  function forget(): void {
    filter = undefined;
    ids = undefined;
    addresses = undefined;
    people = new Map();
    change++;
  }
  onTablesChanged(db, ['users', 'userSets'], forget);

  function remember(clientUserId: string, rows: UserRow[]): void {
    if (people.size >= MOST_PEOPLE) people = new Map();
    people.set(clientUserId, rows);
  }

  return {
    forget,
    isEmpty: () => filter === undefined,
    /** For one look-up, within its transaction. What it reads is remembered unless it changes meanwhile. */
    stored(): PeopleSource {
      const begun = change;
      let reading: Promise<UserFilter> | undefined;
      async function readFilter(): Promise<UserFilter> {
        const read = filter ?? (await readCurrentUserFilter(db));
        if (change === begun) filter = read;
        return read;
      }
      function currentFilter(): Promise<UserFilter> {
        reading ??= readFilter();
        return reading;
      }
      return {
        async usersFrom(typed, limit) {
          const prefix = typed.toLowerCase();
          const isCurrent = await currentFilter();
          const knownById = beginningWith(ids, prefix, idOf);
          const knownByEmail = beginningWith(addresses, prefix, emailOf);
          const [byId, byEmail] = await Promise.all([
            // Whoever makes the ids chooses their spelling, and may mix cases (reference 4.8).
            knownById ??
              db.users
                .where('clientUserId')
                .startsWithIgnoreCase(typed)
                .filter(isCurrent)
                .limit(limit)
                .toArray(),
            knownByEmail ?? firstOf(() => db.users.where('emailLower').startsWith(prefix), isCurrent, limit),
          ]);
          if (change === begun) {
            if (!knownById) ids = byId.length < limit ? { prefix, rows: byId } : undefined;
            if (!knownByEmail) addresses = byEmail.length < limit ? { prefix, rows: byEmail } : undefined;
            const found = Map.groupBy(byId, idOf);
            // Where it was cut off, the last one may have more rows.
            if (byId.length >= limit) found.delete(byId.at(-1)?.clientUserId ?? '');
            for (const [id, rows] of found) remember(id, rows);
          }
          return [...byId, ...byEmail];
        },
        async usersOf(clientUserIds) {
          // Another one may be begun while this waits.
          const known = people;
          const unknown = clientUserIds.filter((id) => !known.has(id));
          const isCurrent = await currentFilter();
          const read = await rowsOfEach(db.users, 'clientUserId', unknown);
          const found = new Map(unknown.map((id, at) => [id, read[at]?.filter(isCurrent) ?? []]));
          const rows = clientUserIds.map((id) => found.get(id) ?? known.get(id) ?? []);
          if (change === begun) for (const [id, rows] of found) remember(id, rows);
          return rows;
        },
      };
    },
    recalled: {
      async usersFrom(typed) {
        const prefix = typed.toLowerCase();
        const byId = beginningWith(ids, prefix, idOf);
        const byEmail = beginningWith(addresses, prefix, emailOf);
        if (!byId || !byEmail) throw notRemembered;
        return [...byId, ...byEmail];
      },
      async usersOf(clientUserIds) {
        return clientUserIds.map((id) => {
          const rows = people.get(id);
          if (!rows) throw notRemembered;
          return rows;
        });
      },
    } satisfies PeopleSource,
  };
}

/** All whose id or address begins with the prefix, in small letters: a longer text is found among them. */
interface Begun {
  prefix: string;
  rows: readonly UserRow[];
}

const idOf = ({ clientUserId }: UserRow) => clientUserId;
const emailOf = ({ emailLower }: UserRow) => emailLower;

function beginningWith(
  begun: Begun | undefined,
  prefix: string,
  textOf: (row: UserRow) => string | undefined,
): UserRow[] | undefined {
  if (!begun || !prefix.startsWith(begun.prefix)) return undefined;
  return begun.rows.filter((row) => textOf(row)?.toLowerCase().startsWith(prefix));
}

/** The first rows that pass. Nearly all do, and without a filter the database gives them in one answer. */
async function firstOf(
  rows: () => Collection<UserRow>,
  passes: UserFilter,
  limit: number,
): Promise<UserRow[]> {
  const first = await rows().limit(limit).toArray();
  const passing = first.filter(passes);
  if (passing.length === first.length || first.length < limit) return passing;
  return rows().filter(passes).limit(limit).toArray();
}
