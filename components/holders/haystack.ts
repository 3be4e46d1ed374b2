/**
 * The texts of all rows in a few long ones, so that a text is found among hundreds of thousands in one go: row by row,
 * each look would be at another place of the memory. Pure.
 */

const STEP = 4096;
/** Ends each text; who asks for it gets no answer. */
const end = '\n';

interface Bale {
  text: string;
  /** Of its first row. */
  from: number;
  /** Where the texts of each of its rows begin, and where the last ones end. */
  starts: Uint32Array;
}

/**
 * The numbers of the rows that have a text, each with 1 in an array over all rows.
 * @returns undefined for a text that cannot be looked for in this way
 */
export type Haystack = (text: string) => Uint8Array | undefined;

/** @param textsOf what is searched of a row, in the form that is searched */
export function* bindHaystack<Row>(
  rows: readonly Row[],
  textsOf: (row: Row) => readonly (string | undefined)[],
): Generator<void, Haystack, void> {
  const bales: Bale[] = [];
  for (let from = 0; from < rows.length; from += STEP) {
    bales.push(bind(rows.slice(from, from + STEP), textsOf, from));
    yield;
  }
  return (text) => {
    if (text === '' || text.includes(end)) return undefined;
    const found = new Uint8Array(rows.length);
    for (const bale of bales) findIn(bale, text, found);
    return found;
  };
}

/** Those of some numbers that are marked with 1. No row is looked at: each lies at another place of the memory. */
export function keepMarked(numbers: Uint32Array, marks: Uint8Array): Uint32Array {
  const kept = new Uint32Array(numbers.length);
  let count = 0;
  for (const number of numbers) {
    kept[count] = number;
    count += marks[number] ?? 0;
  }
  return kept.slice(0, count);
}

function bind<Row>(
  rows: readonly Row[],
  textsOf: (row: Row) => readonly (string | undefined)[],
  from: number,
): Bale {
  const texts: string[] = [];
  const starts = new Uint32Array(rows.length + 1);
  let length = 0;
  for (const [index, row] of rows.entries()) {
    starts[index] = length;
    for (const text of textsOf(row)) {
      if (text === undefined) continue;
      texts.push(text);
      length += text.length + end.length;
    }
  }
  starts[rows.length] = length;
  return { text: texts.join(end) + end, from, starts };
}

function findIn({ text, from, starts }: Bale, asked: string, found: Uint8Array): void {
  let row = 0;
  for (let place = text.indexOf(asked); place >= 0; ) {
    while ((starts[row + 1] ?? Number.POSITIVE_INFINITY) <= place) row++;
    found[from + row] = 1;
    // One hit is enough: on with the next row.
    place = text.indexOf(asked, starts[++row] ?? text.length);
  }
}
