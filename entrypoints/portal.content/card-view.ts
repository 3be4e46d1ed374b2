import type { Card, CardWords } from '../../lib/bus/contract.ts';
import type { CardView } from '../../lib/card/card-element.ts';
import card from '../../locales/en/card.json' with { type: 'json' };
import english from '../../locales/en/language.json' with { type: 'json' };
import { createTranslator } from '../../locales/translate.ts';

/** What became of a file that was dropped on the card. */
export type Given = 'nothing' | 'reading' | 'refused' | 'failed';

type Key = keyof typeof card;

const missedTexts = {
  nothing: 'missedText',
  reading: 'missedText',
  refused: 'missedRefused',
  failed: 'missedFailed',
} as const;

/** What is said when the background hands over no words. */
const englishWords: CardWords = { language: english.code, direction: english.direction, texts: card };

/** The card's views in the words of one language. */
export function createCardViews(spoken: CardWords = englishWords) {
  const translate = createTranslator<Key>({ ...card, ...spoken.texts }, spoken.language);

  /**
   * @param now milliseconds since the epoch
   * @param linking the admin clicked and the background has not answered yet
   * @returns undefined when there is nothing to show
   */
  function viewOf(shown: Card, now: number, linking: boolean): CardView | undefined {
    const facts = factsOf(shown, now);
    const dismiss = translate('notNow');
    switch (shown.state) {
      case 'proving':
        return { ...words('provingTitle', 'provingText'), tone: 'neutral', busy: true, facts, dismiss };
      case 'ready': {
        const text = shown.renews ? words('renewTitle', 'renewText') : words('readyTitle', 'readyText');
        const link = translate(linking ? 'working' : shown.renews ? 'renew' : 'link');
        return { ...text, tone: 'neutral', busy: linking, facts, link, dismiss };
      }
      case 'needs-popup': {
        // The click opens the popup, where the admin answers; a page must never see a passphrase nor choose for them.
        return {
          ...popupWords(shown.failureCode),
          ...(shown.popupRefused ? { hint: translate('popupRefused') } : {}),
          tone: 'neutral',
          busy: linking,
          facts,
          link: translate('link'),
          dismiss,
        };
      }
      case 'linked': {
        const text = words(shown.renews ? 'renewedTitle' : 'linkedTitle', 'linkedText');
        return { ...text, tone: 'good', busy: false, facts, dismiss: translate('close') };
      }
      case 'refused': {
        const text = { title: translate('refusedTitle'), text: refusalOf(shown.failureCode) };
        return { ...text, tone: 'bad', busy: false, facts, dismiss: translate('close') };
      }
      case 'gone':
        return undefined;
    }
  }

  /** A token was downloaded in a way that the page hook cannot see. */
  function viewOfMissed(given: Given): CardView {
    const isBad = given === 'refused' || given === 'failed';
    return {
      ...words('missedTitle', missedTexts[given]),
      tone: isBad ? 'bad' : 'neutral',
      busy: given === 'reading',
      facts: [],
      link: translate('openTokens'),
      dismiss: translate('notNow'),
      takesFile: true,
    };
  }

  function words(title: Key, text: Key) {
    return { title: translate(title), text: translate(text) };
  }

  function popupWords(code: string | undefined) {
    if (code === 'older-token') return words('olderTitle', 'olderText');
    return words('needsPopupTitle', code === 'vault-locked' ? 'lockedText' : 'needsPopupText');
  }

  function refusalOf(code = 'other'): string {
    const key = `refused.${code}`;
    return translate(isKey(key) ? key : 'refused.other');
  }

  function factsOf(shown: Card, now: number) {
    const date = new Intl.DateTimeFormat(spoken.language, { dateStyle: 'long' }).format(shown.expiresAt);
    const facts = [
      { label: translate('location'), value: shown.locationName ?? '' },
      { label: translate('organization'), value: shown.orgName },
      { label: translate(shown.expiresAt <= now ? 'expired' : 'expires'), value: date },
    ];
    return facts.filter((fact) => fact.value.trim() !== '');
  }

  return { label: translate('label'), direction: spoken.direction, viewOf, viewOfMissed };
}

const refusals = new Set(Object.keys(card));

function isKey(key: string): key is Key {
  return refusals.has(key);
}
