import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chooseLanguage, languages } from '../../../locales/languages.ts';
import { sameInBoth } from './same-in-both.ts';

const folder = new URL('../../../locales/', import.meta.url);
const Texts = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));
type Message = z.output<typeof Texts>[string];

const filesOf = (code: string) =>
  readdirSync(new URL(`${code}/`, folder)).filter((file) => file !== 'language.json');
const readFile = (code: string, file: string) =>
  Texts.parse(JSON.parse(readFileSync(new URL(`${code}/${file}`, folder), 'utf8')));
/** All texts of a language under `file: key`. */
const read = (code: string) =>
  new Map(
    filesOf(code).flatMap((file) =>
      Object.entries(readFile(code, file)).map(([key, message]) => [`${file}: ${key}`, message] as const),
    ),
  );

const formsOf = (message: Message): Record<string, string> =>
  typeof message === 'string' ? { other: message } : message;
const placeholdersOf = (text: string) => new Set(text.match(/\{\w+\}/g));
/** Forms for so few that a language may say them without a digit. */
const maySkipCount = new Set(['zero', 'one', 'two']);

const english = read('en');
const others = Object.keys(languages).filter((code) => code !== 'en');

describe.each(others)('in %s', (code) => {
  const texts = read(code);
  const pairs = [...english].flatMap(([key, original]) => {
    const message = texts.get(key);
    return message === undefined ? [] : [{ key, original, message }];
  });

  it('no text is missing and none is left over', () => {
    expect({
      missing: [...english.keys()].filter((key) => !texts.has(key)),
      leftOver: [...texts.keys()].filter((key) => !english.has(key)),
    }).toEqual({ missing: [], leftOver: [] });
  });

  it('a text that counts has every plural form of the language, and no other text has any', () => {
    const wanted = new Intl.PluralRules(code).resolvedOptions().pluralCategories.toSorted();
    const wrong = pairs.filter(({ original, message }) =>
      typeof original === 'string' || typeof message === 'string'
        ? typeof original !== typeof message
        : Object.keys(message).toSorted().join() !== wanted.join(),
    );
    expect(wrong.map(({ key }) => key)).toEqual([]);
  });

  it('each text has the placeholders of the English one', () => {
    const wrong = pairs.flatMap(({ key, original, message }) =>
      Object.entries(formsOf(message))
        .filter(([form, text]) => !hasPlaceholdersOf(formsOf(original), form, text))
        .map(([form]) => `${key} (${form})`),
    );
    expect(wrong).toEqual([]);
  });

  it('no text was left in English', () => {
    const same = pairs.filter(
      ({ original, message }) =>
        formsOf(original).other === formsOf(message).other && !isAllowed(code, formsOf(message).other ?? ''),
    );
    expect(same.map(({ key }) => key)).toEqual([]);
  });
});

function hasPlaceholdersOf(original: Record<string, string>, form: string, text: string): boolean {
  const wanted = placeholdersOf(original[form] ?? original.other ?? '');
  const found = placeholdersOf(text);
  if (maySkipCount.has(form)) {
    // English may name what it counts where another form has the number, as in "for {location}" and "for {count} locations".
    const known = new Set(Object.values(original).flatMap((one) => [...placeholdersOf(one)]));
    const needed = [...placeholdersOf(original.one ?? '')].filter((name) =>
      placeholdersOf(original.other ?? '').has(name),
    );
    return found.isSubsetOf(known) && needed.every((name) => name === '{count}' || found.has(name));
  }
  return found.size === wanted.size && found.isSubsetOf(wanted);
}

const isAllowed = (code: string, text: string) =>
  !/\p{L}{2}/u.test(text.replace(/\{\w+\}/g, '')) ||
  sameInBoth.everywhere.includes(text) ||
  (sameInBoth[code] ?? []).includes(text);

describe('the names in the stores', () => {
  const stores = new URL('../../../public/_locales/', import.meta.url);
  const Names = z.object({
    extensionName: z.object({ message: z.string().startsWith('Orchardist').max(45) }),
    extensionDescription: z.object({ message: z.string().max(132) }),
  });

  // Edge takes 45 characters, Firefox 50, Chrome 75.
  it('are there in every language, begin with ours and fit', () => {
    expect(readdirSync(stores).toSorted()).toEqual(Object.keys(languages).toSorted());
    for (const code of readdirSync(stores)) {
      Names.parse(JSON.parse(readFileSync(new URL(`${code}/messages.json`, stores), 'utf8')));
    }
  });
});

describe('a language', () => {
  it('is named by its folder', () => {
    for (const [code, language] of Object.entries(languages)) expect(language.code).toBe(code);
  });

  it.each([
    [['de-AT', 'en'], 'de'],
    [['zh-TW', 'FR-ca', 'de'], 'fr'],
    [['ar-EG'], 'ar'],
    [['pt-BR', 'zh'], 'en'],
    [[], 'en'],
    [['constructor', 'toString'], 'en'],
  ])('is found among the wished %j as %s', (wished, code) => {
    expect(chooseLanguage(wished)).toBe(code);
  });
});
