import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTextNumbers } from '../../../../lib/cache/holdings/text-numbers.ts';

/** Few distinct texts that come again, and such as differ in little. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.integer({ min: 0, max: 5000 }).map((number) => `SERIAL${number}`),
  fc.constantFrom('', '__proto__', '\u0000', '\u0000\u0000', 'ä', 'a\u0308'),
);

test('texts get the numbers of their first appearance, like a Map would give them', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 5000, size: 'max' }), (texts) => {
      const numbers = createTextNumbers();
      const model = new Map<string, number>();
      for (const one of texts) {
        if (!model.has(one)) model.set(one, model.size);
        expect(numbers.numberOf(one)).toBe(model.get(one));
      }
      expect(numbers.texts).toEqual([...model.keys()]);
    }),
    { numRuns: 30 },
  );
});
