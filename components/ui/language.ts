/**
 * The language of this page, known before anything is drawn. English is in the page's own script; every other language
 * is a script of its own for each surface, loaded only where it is spoken.
 */
import { browser } from 'wxt/browser';
import { readLanguageSetting } from '../../lib/platform/language-setting.ts';
import { chooseLanguage, type LanguageCode, languages } from '../../locales/languages.ts';
import type { Catalogue } from '../../locales/translate.ts';

const files = import.meta.glob<{ default: Catalogue }>([
  '../../locales/*/*.json',
  '!../../locales/en/*.json',
  '!../../locales/*/{badge,card,language}.json',
]);

async function readChoice(): Promise<LanguageCode> {
  // Outside of an extension, as in a test of one part, there is no setting.
  const storage = browser?.storage;
  const setting = storage && (await readLanguageSetting(storage.local, storage.managed));
  return setting ?? chooseLanguage(navigator.languages);
}

const code = await readChoice();

/** Language and direction come from our own file, never from the browser (its `@@bidi_dir` needs its language pack). */
export const language = languages[code];

/** The texts of one surface in the page's language. */
export async function loadTexts(surface: string, english: Catalogue): Promise<Catalogue> {
  if (code === 'en') return english;
  const load = files[`../../locales/${code}/${surface}.json`];
  return load ? (await load()).default : english;
}

/** Sets language and direction of a page, once before it is drawn; another choice draws it anew. */
export function applyLanguage(page: Document): void {
  page.documentElement.lang = language.code;
  page.documentElement.dir = language.direction;
  const follow = async () => {
    if ((await readChoice()) !== code) page.defaultView?.location.reload();
  };
  browser.storage.local.onChanged.addListener(follow);
  browser.storage.managed.onChanged.addListener(follow);
}
