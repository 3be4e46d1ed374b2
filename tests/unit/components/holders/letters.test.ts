import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gatherLetters, type LetterIndex } from '../../../../components/holders/letters.ts';

/** What a text may be made of: the own bits, those that are shared, and what is beyond a unit. */
const unit = fc.constantFrom(...'abzAZ059@.-_+', ' ', '!', '|', 'é', 'ж', '日', '🍎', '\n');
const text = fc.string({ unit, maxLength: 12 });

function indexOf(rows: readonly (readonly (string | undefined)[])[]): LetterIndex {
  const work = gatherLetters(rows, (texts) => texts);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

const has = (texts: readonly (string | undefined)[], asked: string) =>
  texts.some((one) => one?.toLowerCase().includes(asked.toLowerCase()));

it('leaves out no row that has the text, and is exact where it says so', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.option(text, { nil: undefined }), { maxLength: 3 }), { maxLength: 40 }),
      fc.string({ unit, minLength: 1, maxLength: 3 }),
      (rows, asked) => {
        const { mayHave, isExact } = indexOf(rows)(asked);
        for (const [number, texts] of rows.entries()) {
          if (has(texts, asked)) expect(mayHave(number)).toBe(true);
          else if (isExact) expect(mayHave(number)).toBe(false);
        }
      },
    ),
  );
});

it('is exact for one letter or digit, and leaves out most rows for a word', () => {
  const rows = ['anna@school.example', 'bob', 'C02XQ7'].map((one) => [one]);
  const ask = indexOf(rows);
  const found = (asked: string) =>
    rows.flatMap(([one = ''], number) => (ask(asked).mayHave(number) ? one : []));
  expect(['a', '7', '@', '!', 'bo'].map((asked) => ask(asked).isExact)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(found('7')).toEqual(['C02XQ7']);
  expect(found('bo')).toEqual(['bob']);
});
