/** The table of people, filled from the cache. */
import type { Database } from '../../lib/cache/database.ts';
import { isCurrent, type PlaceState, readHolderPieces, readUserPieces } from '../../lib/cache/holder-feed.ts';
import type { HolderListRow, PersonNoteRow } from '../../lib/cache/knowledge-rows.ts';
import { createHolderSource, type SourceEvents } from './holder-source.ts';
import { createHolderView, type HolderView } from './holder-view.ts';
import type { PersonLine } from './messages.ts';
import { keyOfPerson, passesPeople, readPeopleFilter } from './people-filter.ts';
import {
  type Accounts,
  gatherAccounts,
  type PersonRow,
  personKey,
  personSorts,
  setNote,
  sharedWith,
  stateOf,
  toPerson,
  toUnlisted,
} from './people-rows.ts';
import type { Place } from './place.ts';
import { foldText } from './sorted-table.ts';

export function createPeopleSource(db: Database, say: SourceEvents) {
  let notes: ReadonlyMap<string, PersonNoteRow> = new Map();
  let lists: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  let accounts: Accounts = new Map();

  const view: HolderView<PersonRow, PersonLine> = createHolderView<PersonRow, PersonLine>({
    sorts: () => personSorts,
    firstSort: 'email',
    passes: (params) =>
      passesPeople(readPeopleFilter(params), {
        accounts,
        lists,
        find: (key) => view.rows.find((row) => keyOfPerson(row) === key),
      }),
    texts: ({ idFold, emailFold, noteFold }) => [idFold, emailFold, noteFold],
    fold: foldText,
    lineOf: (row) => toLine(row, accounts),
    keyOf: keyOfPerson,
  });

  /** Notes may come, go and change after their row was read. */
  function noteRow(row: PersonRow): boolean {
    return (notes.size > 0 || row.note !== undefined) && setNote(row, notes.get(keyOfPerson(row)));
  }

  async function* read(state: PlaceState, place: Place): AsyncGenerator<PersonRow[]> {
    const held = new Map<string, number>();
    const pieces = state.directory && readHolderPieces(db, state.directory, 'user');
    // On its way while the first people are read.
    let firstPiece = pieces?.next();
    firstPiece?.catch(() => undefined); // Told when it is its turn.
    let heldUpTo: string | undefined = '';
    /** Holders and users come in the same order, so the first people need the first leaf alone. */
    const readHeld = async (isEnough: (upTo: string) => boolean) => {
      while (heldUpTo !== undefined && !isEnough(heldUpTo)) {
        const { value, done } = (await (firstPiece ?? pieces?.next())) ?? { done: true, value: undefined };
        firstPiece = undefined;
        for (const [index, id] of (value?.ids ?? []).entries()) held.set(id, value?.licences[index] ?? 0);
        heldUpTo = done ? undefined : (value?.ids.at(-1) ?? heldUpTo);
      }
    };
    if (state.users) {
      for await (const users of readUserPieces(db, place.uId, state.users.generation)) {
        const last = users.at(-1)?.clientUserId ?? '';
        await readHeld((upTo) => upTo >= last);
        yield users.map((user) => {
          const licences = state.directory && (held.get(user.clientUserId) ?? 0);
          held.delete(user.clientUserId);
          return toPerson(place, user, licences, notes);
        });
      }
    }
    await readHeld(() => false);
    yield [...held].map(([id, licences]) => toUnlisted(place, id, licences, notes));
  }

  const source = createHolderSource<PersonRow, PersonLine, PersonRow[]>(
    view,
    {
      markOf: ({ usersMark, holdingsMark }) => `${usersMark} ${holdingsMark}`,
      read,
      isCurrent: (state) => isCurrent(db, state),
      sizeOf: (rows) => rows.length,
      *rowsOf(parts) {
        const rows: PersonRow[] = [];
        for (const { pieces } of parts) {
          for (const piece of pieces) {
            for (const row of piece) {
              noteRow(row);
              rows.push(row);
            }
            yield;
          }
        }
        accounts = yield* gatherAccounts(rows);
        return rows;
      },
      columns: Object.keys(personSorts),
    },
    say,
  );

  return {
    source,
    view,
    setPlaces: source.setPlaces,
    /** Shown at once, then brought into order. */
    setNotes(next: readonly PersonNoteRow[]): void {
      notes = new Map(next.map((note) => [personKey(note.uId, note.clientUserId), note]));
      let changed = false;
      for (const row of view.rows) if (noteRow(row)) changed = true;
      if (!changed) return;
      view.touch();
      say.changed();
      source.refresh();
    },
    setLists(next: readonly HolderListRow[]): void {
      lists = new Map(next.map(({ id, ids }) => [id, new Set(ids)]));
      source.refresh();
    },
  };
}

function toLine(row: PersonRow, accounts: Accounts): PersonLine {
  return {
    key: keyOfPerson(row),
    uId: row.place.uId,
    location: row.place.name,
    id: row.id,
    state: stateOf(row),
    licences: row.licences,
    invitations: row.note?.invitations ?? [],
    shared: sharedWith(row, accounts),
    retiredRecords: row.retiredRecords,
    ticked: row.ticked,
    ...(row.email !== undefined && { email: row.email }),
    ...(row.status !== undefined && { status: row.status }),
    ...(row.note?.name !== undefined && { name: row.note.name }),
    ...(row.note?.notes !== undefined && { notes: row.note.notes }),
  };
}
