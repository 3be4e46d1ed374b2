import ar from './ar/language.json' with { type: 'json' };
import de from './de/language.json' with { type: 'json' };
import en from './en/language.json' with { type: 'json' };
import es from './es/language.json' with { type: 'json' };
import fr from './fr/language.json' with { type: 'json' };
import ja from './ja/language.json' with { type: 'json' };

export interface Language {
  /** BCP 47, and the name of its folder. */
  code: string;
  /** The way it is written: `ltr` or `rtl`. */
  direction: string;
  /** Its name in itself. */
  name: string;
}

/** Every language that there is a folder for, in the order in which they are offered. */
export const languages = { en, de, es, fr, ja, ar } as const satisfies Record<string, Language>;
export type LanguageCode = keyof typeof languages;

export const isLanguageCode = (code: unknown): code is LanguageCode =>
  typeof code === 'string' && Object.hasOwn(languages, code);

/** @param wished the browser's languages, the dearest first (`navigator.languages`), such as `de-AT` */
export function chooseLanguage(wished: readonly string[]): LanguageCode {
  return wished.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguageCode) ?? 'en';
}
