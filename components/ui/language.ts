/**
 * The language of this page, known before anything is drawn. English is in the page's own script; every other language
 * is a script of its own for each surface, loaded only where it is spoken.
 */
import { browser } from 'wxt/browser';
import { createLanguage } from '../../lib/platform/language.ts';
import { chooseLanguage, type LanguageCode, languages } from '../../locales/languages.ts';
import type { Catalogue } from '../../locales/translate.ts';

const files = import.meta.glob<{ default: Catalogue }>([
  '../../locales/*/*.json',
  '!../../locales/en/*.json',
  '!../../locales/*/{badge,card,language}.json',
]);

async function readCode(): Promise<LanguageCode> {
  const wished = () => navigator.languages;
  try {
    return await createLanguage(browser.storage.local, wished).read();
  } catch {
    // No extension around it, as in a test of one part; or a broken storage, which a page can still tell of.
    return chooseLanguage(wished());
  }
}

const code = await readCode();

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
    if ((await readCode()) !== code) page.defaultView?.location.reload();
  };
  browser.storage.local.onChanged.addListener(follow);
  // It may have changed since it was read and before anybody listened.
  void follow();
}
