/** Texts of the screens: one translator a surface, and numbers, dates and countries in the same language. */
import common from '../../locales/en/common.json';
import { type Catalogue, createTranslator, type Translate } from '../../locales/translate.ts';
import { language, loadTexts } from './language.ts';

export const languageCode: string = language.code;

/**
 * A translator of `locales/<language>/<surface>.json` in the page's language.
 * @param english the same surface in English: it says which keys there are
 */
export async function createText<C extends Catalogue>(
  surface: string,
  english: C,
): Promise<Translate<keyof C & string>> {
  return createTranslator<keyof C & string>(await loadTexts(surface, english), languageCode);
}

/** A hook that returns the translator of one surface. */
export async function createWords<C extends Catalogue>(surface: string, english: C) {
  const translate = await createText(surface, english);
  return () => translate;
}

export const useCommonWords = await createWords('common', common);

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
