/**
 * Texts of the screens: one translator a surface. Language and direction come from our own file,
 * never from the browser's (its `@@bidi_dir` needs the browser's own language pack).
 */
import common from '../../locales/en/common.json';
import language from '../../locales/en/language.json';
import { type Catalogue, createTranslator } from '../../locales/translate.ts';

export const languageCode: string = language.code;

/** A hook that returns the translator of one surface. */
export function createWords<C extends Catalogue>(catalogue: C) {
  const translate = createTranslator(catalogue, languageCode);
  return () => translate;
}

export const useCommonWords = createWords(common);

/** Sets language and direction of a page; called once before it is drawn. */
export function applyLanguage(page: Document): void {
  page.documentElement.lang = language.code;
  page.documentElement.dir = language.direction;
}

const dateTime = new Intl.DateTimeFormat(languageCode, { dateStyle: 'medium', timeStyle: 'short' });
const date = new Intl.DateTimeFormat(languageCode, { dateStyle: 'medium' });
const number = new Intl.NumberFormat(languageCode);
const percent = new Intl.NumberFormat(languageCode, { style: 'percent' });

/** @param ms milliseconds since the epoch */
export const writeTime = (ms: number): string => dateTime.format(ms);
/** @param ms milliseconds since the epoch */
export const writeDate = (ms: number): string => date.format(ms);
/** @param part from 0 to 1; only the whole is 100 % and only nothing is 0 % */
export const writePercent = (part: number): string => {
  const rounded = Math.round(part * 100) / 100;
  const honest = part > 0 && part < 1 ? Math.min(Math.max(rounded, 0.01), 0.99) : rounded;
  return percent.format(honest);
};
export const writeNumber = (value: number): string => number.format(value);

/** A country's name in the page's language; the code itself when it is none. */
export function writeCountry(code: string): string {
  try {
    return new Intl.DisplayNames(languageCode, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
