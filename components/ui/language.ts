/**
 * The language of this page, known before anything is drawn. English is in the page's own script; every other language
 * is a script of its own for each surface, loaded only where it is spoken.
 */
import { browser } from 'wxt/browser';
import { createLanguage } from '../../lib/platform/language.ts';
import { chooseLanguage, isLanguageCode, type LanguageCode, languages } from '../../locales/languages.ts';
import type { Catalogue } from '../../locales/translate.ts';

const files = import.meta.glob<{ default: Catalogue }>([
  '../../locales/*/*.json',
  '!../../locales/en/*.json',
  '!../../locales/*/{badge,card,invitation,language}.json',
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

const seenKey = 'language';

/** What a page spoke last. It answers at once; the extension's storage takes longer than a page takes to be drawn. */
function getSeenCode(): LanguageCode | undefined {
  try {
    const seen = localStorage.getItem(seenKey);
    return isLanguageCode(seen) ? seen : undefined;
  } catch {
    // A browser that allows no such storage; a page without an address, as in a test of one part.
    return undefined;
  }
}

function noteSeenCode(next: LanguageCode): void {
  try {
    localStorage.setItem(seenKey, next);
  } catch {
    // The next page waits for the extension's storage.
  }
}

const code = getSeenCode() ?? (await readCode());

/** Language and direction come from our own file, never from the browser (its `@@bidi_dir` needs its language pack). */
export const language = languages[code];

/** The texts of one surface in the page's language. */
export async function loadTexts(surface: string, english: Catalogue): Promise<Catalogue> {
  if (code === 'en') return english;
  const load = files[`../../locales/${code}/${surface}.json`];
  return load ? (await load()).default : english;
}

/** Begins to load all texts of the page's language side by side: asked for surface by surface, each waits for the last. */
export function beginTexts(): void {
  if (code === 'en') return;
  const own = Object.entries(files).filter(([path]) => path.startsWith(`../../locales/${code}/`));
  // Told to the surface that asks for it.
  for (const [, load] of own) load().catch(() => undefined);
}

/** Sets language and direction of a page, once before it is drawn; another choice draws it anew. */
export function applyLanguage(page: Document): void {
  page.documentElement.lang = language.code;
  page.documentElement.dir = language.direction;
  const follow = async () => {
    const now = await readCode();
    noteSeenCode(now);
    // Where it could not be noted, a page that is loaded again would speak the old one again, for ever.
    const next = getSeenCode() ?? now;
    if (now !== code && next === now) page.defaultView?.location.reload();
  };
  browser.storage.local.onChanged.addListener(follow);
  // It may have changed since it was read or seen and before anybody listened.
  void follow();
}
