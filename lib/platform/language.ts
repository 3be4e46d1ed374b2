import { chooseLanguage, isLanguageCode, type LanguageCode } from '../../locales/languages.ts';
import { createTranslator, type Message, type Translate } from '../../locales/translate.ts';

interface Area {
  get(keys: string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

const key = 'language';

/**
 * The language that is spoken. Its setting is copied to a place of its own by the background, as the settings' schema
 * is too heavy for a popup and a browser that has just started answers for its policies after seconds only.
 * @param wished the browser's languages, the dearest first (`navigator.languages`)
 */
export function createLanguage(area: Area, wished: () => readonly string[]) {
  const readChosen = async () => (await area.get([key]))[key];

  async function read(): Promise<LanguageCode> {
    const chosen = await readChosen();
    return isLanguageCode(chosen) ? chosen : chooseLanguage(wished());
  }

  return {
    read,
    /** Says the texts of one surface, given in every language. Asked for each time, as the choice may change. */
    async speak<K extends string>(
      texts: Readonly<Record<LanguageCode, Readonly<Record<K, Message>>>>,
    ): Promise<Translate<K>> {
      const code = await read();
      return createTranslator<K>(texts[code], code);
    },
    /** `auto` leaves nothing behind. Writes nothing that stands there already, so that who listens hears changes alone. */
    async choose(setting: 'auto' | LanguageCode): Promise<void> {
      const chosen = await readChosen();
      if (setting !== 'auto') {
        if (chosen !== setting) await area.set({ [key]: setting });
      } else if (chosen !== undefined) await area.remove([key]);
    },
  };
}
