import { cardTexts } from '../../locales/background-texts.ts';
import { chooseLanguage, type LanguageCode, languages } from '../../locales/languages.ts';
import type { CardWords } from '../bus/contract.ts';
import type { Settings } from './settings.ts';

/** The language that the background speaks now; read each time, so that a change in Settings holds at once. */
export function createLanguage(deps: {
  settings: { read(): Promise<Pick<Settings, 'language'>> };
  /** The browser's languages, the dearest first. */
  wished(): readonly string[];
}) {
  async function read(): Promise<LanguageCode> {
    const { language } = await deps.settings.read();
    return language === 'auto' ? chooseLanguage(deps.wished()) : language;
  }
  return {
    read,
    /** What the capture card says in that language. */
    async readCardWords(): Promise<CardWords> {
      const code = await read();
      return { language: code, direction: languages[code].direction, texts: cardTexts[code] };
    },
  };
}
