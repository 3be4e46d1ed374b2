/** What the look-ups of a page have read of people, kept until somebody changes one. */
import type { Collection } from 'dexie';
import type { Database } from './database.ts';
import { readCurrentUserFilter, type UserFilter } from './find-holders.ts';
import { type HolderSource, notRemembered } from './look-up-source.ts';
import { onTablesChanged } from './on-tables-changed.ts';
import type { UserRow } from './rows.ts';

const MOST_PEOPLE = 1000;

type PeopleSource = Pick<HolderSource, 'usersFrom' | 'usersOf'>;

export function createPeopleMemory(db: Database) {
  let filter: UserFilter | undefined;
  /** All whose id or address begins with the prefix, in small letters: a longer text is found among them. */
  let last: { prefix: string; rows: readonly UserRow[] } | undefined;
  let people = new Map<string, UserRow[]>();
  let change = 0;

  function forget(): void {
    filter = undefined;
    last = undefined;
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
          const [byId, byEmail] = await Promise.all([
            // Whoever makes the ids chooses their spelling, and may mix cases (reference 4.8).
            db.users
              .where('clientUserId')
              .startsWithIgnoreCase(typed)
              .filter(isCurrent)
              .limit(limit)
              .toArray(),
            firstOf(() => db.users.where('emailLower').startsWith(prefix), isCurrent, limit),
          ]);
          const rows = [...byId, ...byEmail];
          if (change !== begun) return rows;
          const isWhole = byId.length < limit && byEmail.length < limit;
          last = isWhole ? { prefix, rows } : undefined;
          const found = Map.groupBy(byId, ({ clientUserId }) => clientUserId);
          // Where it was cut off, the last one may have more rows.
          const cut = byId.length < limit ? undefined : byId.at(-1)?.clientUserId;
          for (const [id, rows] of found) if (id !== cut) remember(id, rows);
          return rows;
        },
        async usersOf(clientUserId) {
          const kept = people.get(clientUserId);
          if (kept) return kept;
          const isCurrent = await currentFilter();
          // Filtered here: a cursor, which a filter of the query needs, asks for row after row.
          const rows = await db.users.where('clientUserId').equals(clientUserId).toArray();
          const current = rows.filter(isCurrent);
          if (change === begun) remember(clientUserId, current);
          return current;
        },
      };
    },
    recalled: {
      async usersFrom(typed) {
        const prefix = typed.toLowerCase();
        if (!last || !prefix.startsWith(last.prefix)) throw notRemembered;
        const begins = (text: string | undefined) => text?.toLowerCase().startsWith(prefix) === true;
        return last.rows.filter(({ clientUserId, emailLower }) => begins(clientUserId) || begins(emailLower));
      },
      async usersOf(clientUserId) {
        const rows = people.get(clientUserId);
        if (!rows) throw notRemembered;
        return rows;
      },
    } satisfies PeopleSource,
  };
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
