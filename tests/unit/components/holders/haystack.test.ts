import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bindHaystack } from '../../../../components/holders/haystack.ts';

type Texts = readonly (string | undefined)[];

const unit = fc.constantFrom('a', 'b', '7', ' ', 'é', '日', '🍎');
const text = fc.string({ unit, maxLength: 6 });

function bind(rows: readonly Texts[]) {
  const work = bindHaystack(rows, (texts) => texts);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

it('finds the rows that have a text, and no others', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.option(text, { nil: undefined }), { maxLength: 3 }), { maxLength: 40 }),
      fc.string({ unit, minLength: 1, maxLength: 3 }),
      (rows, asked) => {
        const found = bind(rows)(asked);
        expect([...(found ?? [])]).toEqual(
          rows.map((texts) => (texts.some((one) => one?.includes(asked)) ? 1 : 0)),
        );
      },
    ),
  );
});

it('finds them in every part of a long table', () => {
  const rows = Array.from({ length: 20_000 }, (_, number): Texts => [undefined, `row ${number}`, 'note']);
  const found = bind(rows)('9999');
  expect([...(found ?? []).entries()].flatMap(([number, has]) => (has ? [number] : []))).toEqual([
    9999, 19_999,
  ]);
  expect(bind(rows)('note')?.every((has) => has === 1)).toBe(true);
});

it('has no answer to a text that would reach from one row into the next, nor to none', () => {
  const ask = bind([['a'], ['b']]);
  expect([ask('a\nb'), ask('')]).toEqual([undefined, undefined]);
});
