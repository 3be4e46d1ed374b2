/**
 * Keeps the rows of all locations in memory: reads what is new or has changed, piece by piece, and shows it while more
 * is coming. A location that is read again is shown as it was until it is whole.
 */
import type { PlaceState } from '../../lib/cache/holder-feed.ts';
import type { HolderView } from './holder-view.ts';
import type { Place } from './place.ts';
import { inSlices } from './slices.ts';

export interface SourceKind<Row, Piece> {
  markOf(state: PlaceState): string;
  read(state: PlaceState, place: Place): AsyncGenerator<Piece>;
  /** How many rows a piece has. */
  sizeOf(piece: Piece): number;
  rowsOf(
    parts: readonly { place: Place; pieces: readonly Piece[] }[],
    isComplete: boolean,
  ): Generator<void, Row[]>;
  /** Columns to be ordered before anyone asks. */
  columns: readonly string[];
}

/** Milliseconds left to others between two slices of what nobody has asked for yet. */
const IDLE_PAUSE = 40;

interface Part<Piece> {
  place: Place;
  mark: string;
  pieces: Piece[];
}

export function createHolderSource<Row extends { ticked: boolean }, Line, Piece>(
  view: HolderView<Row, Line>,
  kind: SourceKind<Row, Piece>,
  say: { changed(): void; failed(error: unknown): void },
) {
  let parts = new Map<string, Part<Piece>>();
  let states: readonly PlaceState[] = [];
  let query = '';
  let size = 0;
  let shownSize = 0;
  let isComplete = false;
  let isRunning = false;
  let isStale = false;
  let isTableStale = false;

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
        if (isTableStale || !isComplete) await publish(true);
      }
      if (isComplete) await orderTheRest();
    } catch (error) {
      say.failed(error);
    } finally {
      isRunning = false;
    }
    // Something came while the last orders were made.
    if (isStale) await run();
  }

  async function readAll(wanted: readonly PlaceState[]): Promise<void> {
    const kept = new Map<string, Part<Piece>>();
    for (const { location } of wanted) {
      const part = parts.get(location.uId);
      if (part) kept.set(location.uId, part);
    }
    if (kept.size !== parts.size) isTableStale = true;
    parts = kept;
    for (const state of wanted) {
      const { uId, locationName, orgName } = state.location;
      const known = parts.get(uId);
      const mark = kind.markOf(state);
      if (known && (known.place.name !== locationName || known.place.org !== orgName)) {
        Object.assign(known.place, { name: locationName, org: orgName });
        isTableStale = true;
      }
      if (known?.mark !== mark) await readPart(state, mark, known);
    }
  }

  async function readPart(state: PlaceState, mark: string, known: Part<Piece> | undefined): Promise<void> {
    const { uId, locationName, orgName } = state.location;
    const part: Part<Piece> = {
      place: known?.place ?? { uId, name: locationName, org: orgName },
      mark,
      pieces: [],
    };
    if (!known) parts.set(uId, part);
    for await (const piece of kind.read(state, part.place)) {
      part.pieces.push(piece);
      size += kind.sizeOf(piece);
      // Each time that there is twice as much to show, so that showing costs no more than reading.
      if (!isComplete && size >= 2 * shownSize) await publish(false);
    }
    parts.set(uId, part);
    isTableStale = true;
  }

  async function publish(isWhole: boolean): Promise<void> {
    isTableStale = false;
    const rows = await inSlices(kind.rowsOf([...parts.values()], isComplete || isWhole));
    view.show(await inSlices(view.prepare(rows, query)));
    shownSize = size;
    if (isWhole) isComplete = true;
    say.changed();
    view.warmUp();
  }

  async function orderTheRest(): Promise<void> {
    for (const column of kind.columns) {
      if (isStale) return;
      await inSlices(view.order(`sort=${column}`), IDLE_PAUSE);
    }
  }

  return {
    get isComplete(): boolean {
      return isComplete;
    },
    setPlaces(next: readonly PlaceState[]): void {
      states = next;
      isStale = true;
      void run();
    },
    /** Rows of the same locations have to be made anew: lists or notes changed. */
    refresh(): void {
      if (!isComplete && !isRunning) return;
      isTableStale = true;
      isStale = true;
      void run();
    },
    /** The table can be in the order of the query when this is through. */
    async prepare(next: string): Promise<void> {
      query = next;
      await inSlices(view.order(next));
    },
  };
}
