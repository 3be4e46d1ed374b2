/** What the admin chose for invitations: language, the organisation's name, changed texts. Kept in this browser. */
import { useEffect, useState } from 'react';
import { browser } from 'wxt/browser';
import { type InvitationTexts, invitationTexts } from '../../lib/people/invitation-text.ts';
import { isLanguageCode, type LanguageCode } from '../../locales/languages.ts';
import { languageCode } from '../ui/words.ts';

export interface Letter {
  language: LanguageCode;
  organisation: string;
  /** Those that the admin changed, by language. */
  changed: Partial<Record<LanguageCode, InvitationTexts>>;
}

const key = 'invitation-letter';

export function textsOf({ language, changed }: Letter): InvitationTexts {
  const { subject, body } = changed[language] ?? invitationTexts[language];
  return { subject, body };
}

/** Undefined until it was read. */
export function useLetter(): [Letter | undefined, (letter: Letter) => void] {
  const [letter, setLetter] = useState<Letter>();
  useEffect(() => {
    browser.storage.local.get(key).then(
      (found) => setLetter(parseLetter(found[key])),
      () => setLetter(parseLetter(undefined)),
    );
  }, []);
  const change = (next: Letter) => {
    setLetter(next);
    // Where it cannot be kept it holds until the page is left.
    browser.storage.local.set({ [key]: next }).catch(() => undefined);
  };
  return [letter, change];
}

/** What was kept, as far as it is ours. */
export function parseLetter(data: unknown): Letter {
  const kept = isRecord(data) ? data : {};
  const { language, organisation, changed } = kept;
  const own = isLanguageCode(languageCode) ? languageCode : 'en';
  return {
    language: isLanguageCode(language) ? language : own,
    organisation: typeof organisation === 'string' ? organisation : '',
    changed: isRecord(changed)
      ? Object.fromEntries(
          Object.entries(changed).filter(([code, texts]) => isLanguageCode(code) && isTexts(texts)),
        )
      : {},
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isTexts = (value: unknown): value is InvitationTexts =>
  isRecord(value) && typeof value.subject === 'string' && typeof value.body === 'string';
