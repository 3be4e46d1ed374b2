import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../locales/translate.ts';

const catalogue = {
  left: { one: '{count} licence left', other: '{count} licences left' },
  hello: 'Hello {name}',
} as const;

describe('createTranslator', () => {
  it('chooses the plural form and writes numbers in the language', () => {
    const t = createTranslator(catalogue, 'en');
    expect(t('left', { count: 1 })).toBe('1 licence left');
    expect(t('left', { count: 12345 })).toBe('12,345 licences left');
  });

  it('leaves a placeholder without a value visible', () => {
    expect(createTranslator(catalogue, 'en')('hello')).toBe('Hello {name}');
  });

  it('chooses among all six Arabic forms', () => {
    const forms = { n: { zero: '0', one: '1', two: '2', few: 'few', many: 'many', other: 'other' } } as const;
    const t = createTranslator(forms, 'ar');
    expect([0, 1, 2, 3, 11, 100].map((count) => t('n', { count }))).toEqual([
      '0',
      '1',
      '2',
      'few',
      'many',
      'other',
    ]);
  });
});
