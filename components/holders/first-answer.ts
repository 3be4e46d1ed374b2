/** The first rows, read by the page itself: a worker has to be started and has to open the database first. */
import type { Database } from '../../lib/cache/database.ts';
import { readPlaces } from '../../lib/cache/holder-feed.ts';
import type { HolderKind } from '../../lib/cache/rows.ts';
import { createDeviceSource } from './device-source.ts';
import type { Answer } from './messages.ts';
import { createPeopleSource } from './people-source.ts';

/** Older than every edition of the worker: what is ticked in these rows is looked for by its key. */
const firstEdition = -1;

const quiet = { changed: () => undefined, failed: () => undefined, later: () => undefined };

/**
 * As a worker would answer that has read one piece; undefined when there is nothing to show yet.
 * @throws AppError storage-broken when a record is damaged
 */
export async function readFirstAnswer(
  db: Database,
  holders: HolderKind,
  query: string,
  limit: number,
): Promise<Answer | undefined> {
  const { source, view, setNotes, setLists } =
    holders === 'device' ? createDeviceSource(db, quiet) : createPeopleSource(db, quiet);
  const [places, notes, lists] = await Promise.all([
    readPlaces(db),
    holders === 'user' ? db.personNotes.toArray() : [],
    db.lists.toArray(),
  ]);
  setNotes(notes);
  setLists(lists.filter(({ kind }) => kind === holders));
  if (!(await source.showFirst(places, query))) return undefined;
  const window = view.window(query, 0, limit);
  if (window.rows.length === 0) return undefined;
  return { kind: 'answer', id: 0, isComplete: false, unread: [], ...window, edition: firstEdition };
}
