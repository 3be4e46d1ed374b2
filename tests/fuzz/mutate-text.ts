import fc from 'fast-check';

/** What has broken readers of text: ends of strings and lines, marks, halves of characters, keys of prototypes. */
export const nastyTexts: readonly string[] = [
  ...['\u0000', '\uFEFF', '\uFFFD', '\uFFFF', '\u202E', '\u200B', '\u2028', '\u00A0', '\u0085', '\u001B[2J'],
  ...['\uD800', '\uDFFF', '\uD83C', '😀', 'İ', 'ß', 'ﬁ', 'é', '１'],
  ...[
    '"',
    '""',
    '"""',
    "'",
    '`',
    ',',
    ';',
    '\t',
    '\r',
    '\n',
    '\r\n',
    '\n\r',
    '\\',
    '\\u0000',
    '/',
    '%',
    '%00',
  ],
  ...['=', '==', '=1+1', '+1', '-1', '@x', '{', '}', '[', ']', '{"', '":', 'null', '<', '</script>', '{{x}}'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then'],
  ...['data:', 'data:;base64,', 'eyJ', '-----BEGIN PKCS7-----', 'NaN', '1e999', '-0', '9007199254740993'],
];

/** One change of a text or of bytes; `at` is a place between 0 and 1. */
export interface Edit {
  at: number;
  /** How many characters go. */
  cut: number;
  /** What comes instead, `times` over. */
  put: string;
  times: number;
}

const few = fc.nat({ max: 4 });
/** Mostly once; sometimes so often that a reader whose time grows with the square would not come back. */
const times = fc.oneof(
  { weight: 60, arbitrary: fc.constant(1) },
  { weight: 8, arbitrary: fc.integer({ min: 2, max: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1000, max: 30_000 }) },
);
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.oneof({ weight: 5, arbitrary: few }, { weight: 1, arbitrary: fc.nat({ max: 400 }) }),
  put: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('', ...nastyTexts) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom(...nastyTexts), { maxLength: 4 }).map((all) => all.join('')),
    },
  ),
  times,
});
export const edits = fc.array(edit, { maxLength: 5 });

export function editText(text: string, changes: readonly Edit[]): string {
  return changes.reduce((now, { at, cut, put, times }) => {
    const place = Math.floor(at * now.length);
    return now.slice(0, place) + put.repeat(times) + now.slice(place + cut);
  }, text);
}

/** A valid text with a few changes, sometimes with none, sometimes no text of ours at all. */
export function mutatedText(examples: readonly string[]): fc.Arbitrary<string> {
  const mutated = fc
    .tuple(fc.constantFrom(...examples), edits)
    .map(([text, changes]) => editText(text, changes));
  return fc.oneof(
    { weight: 12, arbitrary: mutated },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(...nastyTexts)).map((all) => all.join('')) },
  );
}

/** The same in bytes: an example's with some of them changed, cut or doubled. */
export function mutatedBytes(examples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.oneof(few, fc.nat({ max: 200 })),
    put: fc.uint8Array({ maxLength: 4 }),
  });
  const mutated = fc
    .tuple(fc.constantFrom(...examples), fc.array(change, { maxLength: 6 }))
    .map(([bytes, changes]) =>
      changes.reduce((now, { at, cut, put }) => editBytes(now, at, cut, put), bytes),
    );
  return fc.oneof(
    { weight: 8, arbitrary: mutated },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  );
}

function editBytes(bytes: Uint8Array, at: number, cut: number, put: Uint8Array): Uint8Array {
  const place = Math.floor(at * bytes.length);
  return Uint8Array.from([...bytes.subarray(0, place), ...put, ...bytes.subarray(place + cut)]);
}
