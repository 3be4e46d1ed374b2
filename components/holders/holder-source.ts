/**
 * Keeps the rows of all locations in memory: reads what is new or has changed, piece by piece, and shows it while more
 * is coming. A location that is read again is shown as it was until it is whole; one that cannot be read stands among
 * the unread ones and is tried again.
 */
import type { PlaceState } from '../../lib/cache/holder-feed.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { failureOfScreen } from '../ui/failure-of-screen.ts';
import type { HolderView } from './holder-view.ts';
import type { UnreadPlace } from './messages.ts';
import type { Place } from './place.ts';
import { inIdleSlices, inSlices } from './slices.ts';

export interface SourceKind<Row, Piece> {
  markOf(state: PlaceState): string;
  read(state: PlaceState, place: Place): AsyncGenerator<Piece>;
  /** False when the location was swapped while it was read: what was read is no whole. */
  isCurrent(state: PlaceState): Promise<boolean>;
  /** How many rows a piece has. */
  sizeOf(piece: Piece): number;
  rowsOf(
    parts: readonly { place: Place; pieces: readonly Piece[] }[],
    isComplete: boolean,
  ): Generator<void, Row[]>;
  /** Columns to be ordered before anyone asks. */
  columns: readonly string[];
}

export interface SourceEvents {
  changed(): void;
  /** The table could not be made. */
  failed(error: unknown): void;
  /** Does something later; milliseconds. */
  later(work: () => void, delay: number): void;
}

/** Milliseconds until an unread location is tried again: the first time, and at most. */
const FIRST_RETRY = 5000;
const LAST_RETRY = 300_000;

interface Part<Piece> {
  place: Place;
  /** Of the state that was read; undefined while the location was never read to its end. */
  mark: string | undefined;
  pieces: Piece[];
}

export function createHolderSource<Row extends { ticked: boolean }, Line, Piece>(
  view: HolderView<Row, Line>,
  kind: SourceKind<Row, Piece>,
  say: SourceEvents,
) {
  let parts = new Map<string, Part<Piece>>();
  let states: readonly PlaceState[] = [];
  const unread = new Map<string, Failure>();
  let query = '';
  let askedAt = Number.NEGATIVE_INFINITY;
  let size = 0;
  let shownSize = 0;
  /** Whoever asks before there are rows is answered with the first of them. */
  let shown = Promise.withResolvers<void>();
  const shownPlaces = new Set<string>();
  let isShown = false;
  let isBroken = false;
  /** Every location was read or tried once. */
  let isThrough = false;
  let isRunning = false;
  let isStale = false;
  let isTableStale = false;
  let retry = FIRST_RETRY;
  let isRetrying = false;

  /** Passes follow each other until nothing has changed during one. */
  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    try {
      while (isStale) {
        isStale = false;
        await readAll(states);
        // What ended early because it was swapped away is known by a newer state.
        if (isStale) continue;
        if (isTableStale || !isThrough) await publish(true);
      }
      retryLater();
      if (isThrough) {
        await inSlices(view.bindHaystack());
        await orderTheRest();
      }
    } catch (error) {
      isBroken = true;
      shown.resolve();
      say.failed(error);
    } finally {
      isRunning = false;
    }
    // Something came while the last orders were made.
    if (isStale) await run();
  }

  function retryLater(): void {
    if (unread.size === 0) retry = FIRST_RETRY;
    else if (!isRetrying) {
      isRetrying = true;
      say.later(() => {
        isRetrying = false;
        if (unread.size > 0) readAgain();
      }, retry);
      retry = Math.min(2 * retry, LAST_RETRY);
    }
  }

  function readAgain(): void {
    isStale = true;
    void run();
  }

  async function readAll(wanted: readonly PlaceState[]): Promise<void> {
    forgetOthers(wanted);
    const left = new Map(wanted.map((state) => [state.location.uId, state]));
    for (;;) {
      // What is asked for comes first, also when it is asked meanwhile.
      const state = left.get(placeOf(query)) ?? left.values().next().value;
      if (!state) return;
      left.delete(state.location.uId);
      const { uId, locationName, orgName } = state.location;
      const known = parts.get(uId);
      const mark = kind.markOf(state);
      if (known && (known.place.name !== locationName || known.place.org !== orgName)) {
        Object.assign(known.place, { name: locationName, org: orgName });
        isTableStale = true;
      }
      if (known?.mark !== mark) await readOne(state, mark, known);
    }
  }

  /** Locations that were unlinked. */
  function forgetOthers(wanted: readonly PlaceState[]): void {
    const uIds = new Set(wanted.map(({ location }) => location.uId));
    const kept = new Map([...parts].filter(([uId]) => uIds.has(uId)));
    if (kept.size !== parts.size) isTableStale = true;
    parts = kept;
    for (const uId of unread.keys()) if (!uIds.has(uId)) unread.delete(uId);
  }

  /** A location that fails does not take the others with it: it stays as it was, or out, and is named. */
  async function readOne(state: PlaceState, mark: string, known: Part<Piece> | undefined): Promise<void> {
    const { uId } = state.location;
    const failure = await readPart(state, mark, known);
    if (!failure) {
      if (unread.delete(uId)) isTableStale = true;
      return;
    }
    if (known) parts.set(uId, known);
    else parts.delete(uId);
    // The newer state is on its way.
    if (failure === 'swapped') return;
    if (unread.get(uId)?.code !== failure.code) isTableStale = true;
    unread.set(uId, failure);
  }

  /** @returns why what was read is no whole */
  async function readPart(
    state: PlaceState,
    mark: string,
    known: Part<Piece> | undefined,
  ): Promise<Failure | 'swapped' | undefined> {
    const { uId, locationName, orgName } = state.location;
    const part: Part<Piece> = {
      place: known?.place ?? { uId, name: locationName, org: orgName },
      mark: undefined,
      pieces: [],
    };
    if (!known) parts.set(uId, part);
    try {
      for await (const piece of kind.read(state, part.place)) {
        part.pieces.push(piece);
        size += kind.sizeOf(piece);
        // Each time that there is twice as much to show, so that showing costs no more than reading.
        const isAsked = uId === placeOf(query) && !shownPlaces.has(uId);
        if (!isThrough && (isAsked || size >= 2 * shownSize)) await publish(false);
      }
      if (!(await kind.isCurrent(state))) return 'swapped';
    } catch (error) {
      const isSame = await kind.isCurrent(state).catch(() => true);
      return isSame ? failureOfScreen(error) : 'swapped';
    }
    part.mark = mark;
    parts.set(uId, part);
    isTableStale = true;
    return undefined;
  }

  async function publish(isWhole: boolean): Promise<void> {
    isTableStale = false;
    const isKnown = (isThrough || isWhole) && unread.size === 0;
    const rows = await inSlices(kind.rowsOf([...parts.values()], isKnown));
    view.show(await inSlices(view.prepare(rows, query)));
    shownSize = size;
    for (const uId of parts.keys()) shownPlaces.add(uId);
    if (isWhole) isThrough = true;
    if (isShown) say.changed();
    isShown = true;
    shown.resolve();
    shown = Promise.withResolvers();
    view.warmUp();
  }

  async function orderTheRest(): Promise<void> {
    for (const column of kind.columns) {
      if (isStale) return;
      await inIdleSlices(view.order(`sort=${column}`), () => askedAt);
    }
  }

  /** Whether there are rows to answer with, of the location that is asked for if it is one. */
  function canAnswer(): boolean {
    const uId = placeOf(query);
    if (isThrough || isBroken || !states.some(({ location }) => location.uId === uId))
      return isShown || isBroken;
    return shownPlaces.has(uId) || unread.has(uId);
  }

  return {
    get isComplete(): boolean {
      return isThrough && unread.size === 0 && states.every(({ location }) => parts.has(location.uId));
    },
    /** The locations that cannot be read, in the order of the others. */
    unread(): UnreadPlace[] {
      return states.flatMap(({ location: { uId, locationName } }) => {
        const failure = unread.get(uId);
        return failure ? [{ uId, location: locationName, failure, isShown: parts.has(uId) }] : [];
      });
    },
    readAgain,
    setPlaces(next: readonly PlaceState[]): void {
      states = next;
      isStale = true;
      void run();
    },
    /** Rows of the same locations have to be made anew: lists or notes changed. */
    refresh(): void {
      if (!isThrough && !isRunning) return;
      isTableStale = true;
      isStale = true;
      void run();
    },
    /** Waits for the first rows; the table can be in the order of the query when this is through. */
    async prepare(next: string): Promise<void> {
      query = next;
      askedAt = performance.now();
      while (!canAnswer()) await shown.promise;
      await inSlices(view.order(next));
    },
  };
}

/** The uId of the one location that a query asks for; empty for all. */
const placeOf = (query: string): string => new URLSearchParams(query).get('location') ?? '';
