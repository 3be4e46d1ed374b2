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
const clock = new Intl.DateTimeFormat(languageCode, { timeStyle: 'medium' });
/** The time of day with seconds. @param ms milliseconds since the epoch */
export const writeClock = (ms: number): string => clock.format(ms);
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
/** "1.4 MB", in steps of 1000 as the browsers' own pages write it. */
export function writeBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return new Intl.NumberFormat(languageCode, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}
export const writeNumber = (value: number): string => number.format(value);
/** @param part from 0 to 1; only the whole is 100 % and only nothing is 0 % */
export const writePercent = (part: number): string => {
  const rounded = Math.round(part * 100) / 100;
  const honest = part > 0 && part < 1 ? Math.min(Math.max(rounded, 0.01), 0.99) : rounded;
  return percent.format(honest);
};

/** A country's name in the page's language; the code itself when it is none. */
export function writeCountry(code: string): string {
  try {
    return new Intl.DisplayNames(languageCode, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
