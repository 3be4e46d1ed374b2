import { getOneMeant, readPeopleMeant, textOfPerson } from '../../lib/cache/addresses.ts';
import type { Database } from '../../lib/cache/database.ts';
import type { ReconcileList } from '../../lib/orders/plan/reconcile.ts';
import type { HolderEntry, HolderListRead } from '../../lib/people/read-holder-list.ts';
import type { ListedRow } from './messages.ts';

/** What a list is about, in the words of the locations that it is held against. */
export interface Listed {
  list: ReconcileList;
  devices: number;
  people: number;
  /** By the key of its holdings. */
  hasDevice(holderKey: string): boolean;
  /** Rows whose person no location knows, by id or by address. */
  unknown: ListedRow[];
  /** What the list calls those who stand in it several times, by their ids. */
  called: ReadonlyMap<string, string>;
  /** Locations that know somebody of a list of people; none where most of the list is unknown everywhere. */
  peopleKnown: string[];
  /** Locations whose people were never read, though the list is about people. */
  peopleUnread: string[];
}

/** Without a serial number in it, a list says nothing about devices, and the same of people. */
export async function readListed(
  db: Database,
  { entries, refused }: Pick<HolderListRead, 'entries' | 'refused'>,
  uIds: readonly string[],
): Promise<Listed> {
  const mentions = refused.flatMap((row) => row.mentions);
  const serialNumbers = entries.flatMap(({ serialNumber }) => serialNumber ?? []);
  const named = entries.filter((entry) => textOfPerson(entry) !== '');
  // A device list names owners in passing: it does not say that everybody else has left.
  const isOfPeople = serialNumbers.length === 0 && named.length > 0;
  const met = await meetPeople(db, named, mentions, uIds);
  const isMostlyUnknown = met.unknown.length * 2 > named.length;
  const devices = new Set(serialNumbers);
  const mentioned = new Set(mentions.map((text) => text.toUpperCase())).difference(devices);
  return {
    list: {
      ...(devices.size > 0 && { serialNumbers: [...serialNumbers, ...mentioned] }),
      ...(isOfPeople && { clientUserIds: met.people }),
      ...(met.pairs.size > 0 && { pairs: met.pairs.values() }),
    },
    devices: devices.size,
    people: isOfPeople ? new Set(named.map(textOfPerson)).size : 0,
    hasDevice: (key) => key.startsWith('d') && devices.has(key.slice(1).toUpperCase()),
    unknown: met.unknown,
    called: met.called,
    peopleKnown: isOfPeople && !isMostlyUnknown ? met.known : [],
    peopleUnread: isOfPeople ? met.unread : [],
  };
}

/** What the list calls those who stand in it several times: an id may be one that nobody has ever seen. */
function namesTwice(named: readonly HolderEntry[], firstIds: readonly (string | undefined)[]) {
  const once = new Set<string>();
  const called = new Map<string, string>();
  for (const [at, entry] of named.entries()) {
    const id = firstIds[at];
    if (id === undefined) continue;
    if (once.has(id)) called.set(id, entry.email ?? textOfPerson(entry));
    once.add(id);
  }
  return called;
}

const asListed = ({ line, clientUserId, email }: HolderEntry): ListedRow => ({
  line,
  text: [clientUserId, email].filter((text) => text !== undefined).join(' · '),
});

async function meetPeople(
  db: Database,
  named: readonly HolderEntry[],
  mentions: readonly string[],
  uIds: readonly string[],
) {
  /** Whom each row stands for first: a person of two locations stands in the list once. */
  const firstIds: (string | undefined)[] = named.map(() => undefined);
  // Whoever holds a licence under an id of the list is in it, whether or not the people read know that id.
  const alsoListed = new Set([...named.flatMap(({ clientUserId }) => clientUserId ?? []), ...mentions]);
  const refs = [...named, ...mentions.map((clientUserId) => ({ clientUserId }))];
  const pairs = new Map<string, { clientUserId: string; serialNumber: string }>();
  const left = new Set(named);
  const known: string[] = [];
  const unread: string[] = [];
  for (const uId of uIds) {
    // An address is somebody else in each location.
    const meant = await readPeopleMeant(db, uId, refs);
    if (!meant) {
      unread.push(uId);
      continue;
    }
    if (named.some((_, at) => meant[at]?.length)) known.push(uId);
    for (const id of meant.flat()) alsoListed.add(id);
    for (const [at, entry] of named.entries()) {
      const ids = meant[at] ?? [];
      if (ids.length > 0) left.delete(entry);
      firstIds[at] ??= ids[0];
      const id = getOneMeant(ids);
      const { serialNumber } = entry;
      if (id !== undefined && serialNumber !== undefined)
        pairs.set(`${id} ${serialNumber}`, { clientUserId: id, serialNumber });
    }
  }
  const isAnyRead = unread.length < uIds.length;
  const unknown = isAnyRead ? [...left].map(asListed) : [];
  // As often as there are rows: who stands in the list twice shows.
  const listed = firstIds.flatMap((id, at) => id ?? named[at]?.clientUserId ?? []);
  const people = [...listed, ...alsoListed.difference(new Set(listed))];
  return { people, pairs, known, unread, unknown, called: namesTwice(named, firstIds) };
}
