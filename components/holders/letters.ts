/**
 * Which letters the texts of each row have: the first letter that is typed then finds its rows among hundreds of
 * thousands without a look at a text, which would lie anywhere in memory. Pure.
 */

const STEP = 8192;
/** Have a bit each, letters without their case; all other characters share the bits that are left of 64. */
const own = 'abcdefghijklmnopqrstuvwxyz0123456789@.-_+';
const shared = 64 - own.length;

const bits = Uint8Array.from({ length: 128 }, (_, code) => {
  const place = own.indexOf(String.fromCharCode(code).toLowerCase());
  return place < 0 ? own.length + (code % shared) : place;
});

const bitOf = (code: number): number => bits[code] ?? own.length + (code % shared);

interface Letters {
  low: number;
  high: number;
}

function addLetters(letters: Letters, text: string): void {
  for (let index = 0; index < text.length; index++) {
    const bit = bitOf(text.charCodeAt(index));
    if (bit < 32) letters.low |= 1 << bit;
    else letters.high |= 1 << (bit - 32);
  }
}

export interface LetterAnswer {
  /** False where the row with this number has no text with all these letters. */
  mayHave(number: number): boolean;
  /** What may have it has it. */
  isExact: boolean;
}

/** What is asked of the rows by number. */
export type LetterIndex = (text: string) => LetterAnswer;

/** @param textsOf what is searched of a row, in the form that is searched, but for the case */
export function* gatherLetters<Row>(
  rows: readonly Row[],
  textsOf: (row: Row) => readonly (string | undefined)[],
): Generator<void, LetterIndex, void> {
  const low = new Uint32Array(rows.length);
  const high = new Uint32Array(rows.length);
  for (const [number, row] of rows.entries()) {
    const letters = { low: 0, high: 0 };
    for (const text of textsOf(row)) if (text !== undefined) addLetters(letters, text);
    low[number] = letters.low;
    high[number] = letters.high;
    if (number % STEP === STEP - 1) yield;
  }
  return (text) => {
    const asked = { low: 0, high: 0 };
    addLetters(asked, text);
    // As the arrays hold them: without a sign.
    const [lowAsked, highAsked] = [asked.low >>> 0, asked.high >>> 0];
    return {
      mayHave: (number) =>
        ((low[number] ?? 0) & lowAsked) >>> 0 === lowAsked &&
        ((high[number] ?? 0) & highAsked) >>> 0 === highAsked,
      isExact: text.length === 1 && bitOf(text.charCodeAt(0)) < own.length,
    };
  };
}
