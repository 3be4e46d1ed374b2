/** Answers questions over rows in memory: filter, order, window, ticks. One for people, one for devices. Pure. */
import { readSort, type Sort } from '../ui/table/columns.ts';
import { bindHaystack, type Haystack, keepMarked } from './haystack.ts';
import type { Stretch } from './messages.ts';
import { createSortedTable, type SortedTable, type SortValues } from './sorted-table.ts';

export interface ViewKind<Row, Line> {
  sorts(): SortValues<Row>;
  firstSort: string;
  passes(params: URLSearchParams): (row: Row) => boolean;
  /** What `passes` looks for the text in, and the form in which it looks for it. */
  texts(row: Row): readonly (string | undefined)[];
  fold(text: string): string;
  lineOf(row: Row): Line;
  /** What a row is known by, also in the next table. */
  keyOf(row: Row): string;
}

/** More take longer than a slice. */
const WARM_ROWS = 65_536;
const SLICE_ROWS = 16_384;

interface Found {
  table: object;
  sort: string;
  /** The query without its text. */
  rest: string;
  /** By the text that was looked for; the newest last. */
  answers: Map<string, Uint32Array>;
}

/** So many answers are kept, for who types on and takes letters back. */
const MOST_ANSWERS = 12;

export type HolderView<Row extends { ticked: boolean }, Line> = ReturnType<
  typeof createHolderView<Row, Line>
>;

export function createHolderView<Row extends { ticked: boolean }, Line>(kind: ViewKind<Row, Line>) {
  let table: SortedTable<Row> = createSortedTable<Row>([], kind.sorts());
  let found: Found | undefined;
  /** Of the rows of the table as they are now. */
  let haystack: Haystack | undefined;
  let edition = 0;
  /** What is ticked, by key; `row.ticked` is the same for the rows of the table that is shown. */
  const ticks = new Set<string>();
  /** How often ticks changed. */
  let tickChanges = 0;
  let marked: { table: SortedTable<Row>; at: number } | undefined;
  let tickedCount = 0;
  let tickedFound: { numbers: Uint32Array; count: number } | undefined;

  function sortOf(params: URLSearchParams): Sort {
    return readSort(params.get('sort') || kind.firstSort);
  }

  function find(query: string): Uint32Array {
    const params = new URLSearchParams(query);
    const sort = sortOf(params);
    const text = params.get('q') ?? '';
    params.delete('q');
    const rest = params.toString();
    const sortText = `${sort.column} ${sort.descending}`;
    if (found?.table !== table || found.sort !== sortText || found.rest !== rest) {
      found = { table, sort: sortText, rest, answers: new Map() };
    }
    const { answers } = found;
    const search = () => {
      const base = narrowest(answers, text);
      const marks = haystack?.(kind.fold(text.trim()));
      if (!marks) return table.filter(base ?? table.inOrder(sort), kind.passes(new URLSearchParams(query)));
      // Whoever was found with a shorter text passes all but the text.
      return base
        ? keepMarked(base, marks)
        : table.filter(keepMarked(table.inOrder(sort), marks), kind.passes(params));
    };
    const numbers = answers.get(text) ?? search();
    answers.delete(text);
    answers.set(text, numbers);
    const [oldest = text] = answers.keys();
    if (answers.size > MOST_ANSWERS) answers.delete(oldest);
    return numbers;
  }

  function countTicked(numbers: Uint32Array): number {
    if (tickedCount === 0) return 0;
    if (tickedFound?.numbers === numbers) return tickedFound.count;
    let count = 0;
    for (const number of numbers) if (table.rows[number]?.ticked) count++;
    tickedFound = { numbers, count };
    return count;
  }

  /** Looks once for a letter that many have: the browser compiles what has run, and the first key must not wait for it. */
  function compile(haystack: Haystack): void {
    const { rows } = table;
    const [row] = rows;
    const letter = row && kind.texts(row).find(Boolean)?.charAt(0);
    const marks = letter && haystack(letter);
    if (marks)
      keepMarked(
        Uint32Array.from({ length: Math.min(rows.length, WARM_ROWS) }, (_, at) => at),
        marks,
      );
  }

  const mark = (row: Row) => {
    row.ticked = ticks.has(kind.keyOf(row));
  };

  function ticksChanged(): void {
    tickChanges++;
    recount();
  }

  function recount(): void {
    tickedFound = undefined;
    // What was found by its ticks is found anew.
    if (found?.rest.includes('ticked=')) found = undefined;
  }

  function isAt(numbers: Uint32Array, { index, key }: Stretch['from']): boolean {
    const row = table.rows[numbers[index] ?? -1];
    return row !== undefined && kind.keyOf(row) === key;
  }

  /** Where a stretch begins and ends now; undefined when other rows may stand there than those that were seen. */
  function boundsOf(numbers: Uint32Array, stretch: Stretch): [number, number] | undefined {
    const { from, to } = stretch;
    if (from.key !== to.key) {
      const isSame = stretch.edition === edition && isAt(numbers, from) && isAt(numbers, to);
      return isSame ? [from.index, to.index] : undefined;
    }
    // One row is found wherever it went.
    const index = isAt(numbers, from)
      ? from.index
      : numbers.findIndex((_, place) => isAt(numbers, { index: place, key: from.key }));
    return index < 0 ? undefined : [index, index];
  }

  return {
    get rows(): readonly Row[] {
      return table.rows;
    },
    /** Rows were changed in place: they may pass other filters. */
    touch(): void {
      edition++;
      found = undefined;
      haystack = undefined;
    },
    /** Makes any text quick to find, in slices. */
    *bindHaystack(): Generator<void, void> {
      const begun = edition;
      const bound = haystack ?? (yield* bindHaystack(table.rows, kind.texts));
      if (edition !== begun) return;
      haystack = bound;
      yield;
      compile(bound);
    },
    /** A table with its order made in slices, to be given to `show`. */
    *prepare(rows: readonly Row[], query: string): Generator<void, SortedTable<Row>> {
      const next = createSortedTable(rows, kind.sorts());
      yield* next.build(sortOf(new URLSearchParams(query)).column);
      const at = tickChanges;
      if (at > 0) {
        for (const [number, row] of rows.entries()) {
          mark(row);
          if (number % SLICE_ROWS === SLICE_ROWS - 1) yield;
        }
      }
      marked = { table: next, at };
      return next;
    },
    show(next: SortedTable<Row>): void {
      table = next;
      edition++;
      haystack = undefined;
      // Ticked or unticked while the table was being made.
      if (marked?.table !== next || marked.at !== tickChanges) for (const row of next.rows) mark(row);
      tickedCount = 0;
      for (const row of next.rows) if (row.ticked) tickedCount++;
      recount();
    },
    /** Looks for a text that nobody has, so that the browser has compiled the way by the first key stroke. */
    warmUp(): void {
      if (table.rows.length > WARM_ROWS) return;
      const all = table.inOrder(sortOf(new URLSearchParams()));
      table.filter(all, kind.passes(new URLSearchParams({ q: '\uffff' })));
    },
    /** Makes the order that a query needs, in slices. */
    order: (query: string): Generator<void, void> => table.build(sortOf(new URLSearchParams(query)).column),
    window(query: string, offset: number, limit: number) {
      const numbers = find(query);
      const ticked = countTicked(numbers);
      const lines: Line[] = [];
      for (const number of numbers.subarray(offset, offset + limit)) {
        const row = table.rows[number];
        if (row) lines.push(kind.lineOf(row));
      }
      const tickState: 'none' | 'some' | 'all' =
        ticked > 0 && ticked === numbers.length ? 'all' : tickedCount > 0 ? 'some' : 'none';
      return {
        offset,
        edition,
        rows: lines,
        total: numbers.length,
        all: table.rows.length,
        ticked: tickedCount,
        tickState,
      };
    },
    /** The rows that pass now, whatever changes later. */
    snapshot(query: string): (from: number, limit: number) => { rows: Line[]; isLast: boolean } {
      const numbers = find(query);
      const { rows } = table;
      return (from, limit) => ({
        rows: Array.from(numbers.subarray(from, from + limit)).flatMap((number) => {
          const row = rows[number];
          return row ? [kind.lineOf(row)] : [];
        }),
        isLast: from + limit >= numbers.length,
      });
    },
    /**
     * Ticks all rows that pass, or a stretch of them.
     * @returns false when nothing was ticked, since other rows may stand there by now
     */
    tick(query: string, ticked: boolean, stretch?: Stretch): boolean {
      const numbers = find(query);
      const [from, to] = (stretch ? boundsOf(numbers, stretch) : [0, numbers.length - 1]) ?? [];
      if (from === undefined || to === undefined) return false;
      for (const number of numbers.subarray(from, to + 1)) {
        const row = table.rows[number];
        if (!row || row.ticked === ticked) continue;
        row.ticked = ticked;
        if (ticked) ticks.add(kind.keyOf(row));
        else ticks.delete(kind.keyOf(row));
        tickedCount += ticked ? 1 : -1;
      }
      ticksChanged();
      return true;
    },
    untick(): void {
      for (const row of table.rows) row.ticked = false;
      ticks.clear();
      tickedCount = 0;
      ticksChanged();
    },
  };
}

/** A longer text can only be inside of what a shorter one was in. */
function narrowest(answers: ReadonlyMap<string, Uint32Array>, text: string): Uint32Array | undefined {
  let best: Uint32Array | undefined;
  for (const [begun, numbers] of answers) {
    if (text.startsWith(begun) && (best === undefined || numbers.length < best.length)) best = numbers;
  }
  return best;
}
