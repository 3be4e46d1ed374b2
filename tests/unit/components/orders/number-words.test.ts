import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { wordsOfNumber } from '../../../../components/orders/number-words.ts';
import { languages } from '../../../../locales/languages.ts';

/** The numbers of reference 7.2 that a write or the status of its event can meet. */
const numbersOfWrites = [
  ...[9601, 9602, 9603, 9609, 9621, 9622, 9625, 9634, 9635, 9637, 9641, 9644, 9646, 9647],
  ...[9700, 9701, 9702, 9703, 9704, 9705, 9706, 9707, 9708, 9709],
  ...[9714, 9715, 9716, 9717, 9718, 9719, 9720, 9722, 9726, 9727, 9729],
];

const textsOf = (code: string) =>
  z
    .record(z.string(), z.string())
    .parse(
      JSON.parse(
        readFileSync(new URL(`../../../../locales/${code}/apple-numbers.json`, import.meta.url), 'utf8'),
      ),
    );

describe.each(Object.keys(languages))('the numbers in %s', (code) => {
  const texts = textsOf(code);

  it('each say what happened in words of their own', () => {
    const titles = numbersOfWrites.map((number) => texts[`${number}.title`] ?? '');
    expect(titles.filter((title) => title.length < 8)).toEqual([]);
    expect(new Set([...titles, texts['other.title']]).size).toBe(numbersOfWrites.length + 1);
  });

  it('each say what to do', () => {
    const silent = numbersOfWrites.filter((number) => (texts[`${number}.cure`] ?? '').length < 8);
    expect(silent).toEqual([]);
  });

  it('are those, and no others', () => {
    const expected = [...numbersOfWrites, 'other'].flatMap((name) => [`${name}.title`, `${name}.cure`]);
    expect(Object.keys(texts).toSorted()).toEqual(expected.toSorted());
  });
});

describe('the words of a number', () => {
  it('are ours, whatever Apple says with it: one number has several texts', () => {
    const words = wordsOfNumber(9609);
    expect(words).toEqual({ title: textsOf('en')['9609.title'], cure: textsOf('en')['9609.cure'] });
    expect(wordsOfNumber(9609, 'Unable to find the registered user.')).toEqual(words);
  });

  it('name a number that we do not know, with Apple’s own text where there is one', () => {
    expect(wordsOfNumber(9999).title).toContain('9999');
    expect(wordsOfNumber(9999)).not.toHaveProperty('appleText');
    expect(wordsOfNumber(9999, 'New rule')).toMatchObject({ appleText: 'New rule' });
  });
});
