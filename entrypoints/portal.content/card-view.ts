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
        const { act, mdm = '' } = shown.handover ?? {};
        if (act === 'send') {
          const text = words('renewTitle', 'onwardText', { mdm });
          const link = translate(linking ? 'sending' : 'send', { mdm });
          return { ...text, tone: 'neutral', busy: linking, facts, link, dismiss };
        }
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
      case 'linked':
        return linkedView(shown, facts, linking);
      case 'refused': {
        const text = { title: translate('refusedTitle'), text: failureOf('refused', shown.failureCode) };
        return { ...text, tone: 'bad', busy: false, facts, dismiss: translate('close') };
      }
      case 'gone':
        return undefined;
    }
  }

  /** It is linked, and on its way to the MDM: each state says what comes next. */
  function linkedView(
    { handover, renews, popupRefused }: Card,
    facts: CardView['facts'],
    linking: boolean,
  ): CardView {
    const base = {
      tone: 'good',
      busy: linking,
      facts,
      dismiss: translate('close'),
      ...(popupRefused ? { hint: translate('popupRefused') } : {}),
    } as const;
    const linked = translate(renews ? 'renewedTitle' : 'linkedTitle');
    if (!handover) return { ...base, title: linked, text: translate('linkedText') };
    const { state, mdm = '', expiredBefore, isAcceptedAlone = false } = handover;
    const link = linking ? translate('sending') : actOf(handover);
    const open = { ...base, ...(link === undefined ? {} : { link }) };
    switch (state) {
      case 'offered':
        return { ...open, title: linked, text: translate('offeredText') };
      case 'under-way':
        return { ...base, ...words('sendingTitle', 'sendingText', { mdm }), tone: 'neutral', busy: true };
      case 'locked':
        return { ...open, ...words('waitsTitle', 'waitsText', { mdm }), tone: 'neutral' };
      case 'asking':
        return { ...open, ...words('askingTitle', 'askingText', { mdm }), tone: 'neutral' };
      case 'placed':
        return { ...open, ...words('placedTitle', 'placedText', { mdm }), tone: 'neutral' };
      case 'by-hand':
        return { ...base, ...words('placedTitle', 'byHandText', { mdm }), tone: 'neutral' };
      case 'done': {
        const before =
          expiredBefore === undefined ? [] : [{ label: translate('before'), value: dateOf(expiredBefore) }];
        const said = isAcceptedAlone
          ? words('acceptedTitle', 'acceptedText', { mdm })
          : words('doneTitle', 'doneText', { mdm });
        return { ...base, ...said, facts: [...facts, ...before] };
      }
      case 'failed': {
        const { failureCode = '', unconfirmed } = handover;
        const text = failureOf(unconfirmed ? 'unconfirmed' : 'failed', failureCode);
        const title = translate(unconfirmed ? 'unconfirmedTitle' : 'failedTitle', { mdm });
        return { ...open, title, text, tone: 'bad' };
      }
    }
  }

  function actOf({ state, act, mdm }: NonNullable<Card['handover']>): string | undefined {
    switch (act) {
      case 'send':
        return state === 'failed' ? translate('again') : translate('send', { mdm: mdm ?? '' });
      case 'place':
        return translate('place', { mdm: mdm ?? '' });
      case 'popup':
        return translate(state === 'asking' ? 'answer' : state === 'offered' ? 'choose' : 'open');
      default:
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

  function words(title: Key, text: Key, values: Record<string, string> = {}) {
    return { title: translate(title, values), text: translate(text, values) };
  }

  function popupWords(code: string | undefined) {
    if (code === 'older-token') return words('olderTitle', 'olderText');
    return words('needsPopupTitle', code === 'vault-locked' ? 'lockedText' : 'needsPopupText');
  }

  function failureOf(kind: 'refused' | 'failed' | 'unconfirmed', code = 'other'): string {
    const key = `${kind}.${code}`;
    return translate(isKey(key) ? key : `${kind}.other`);
  }

  const dateOf = (at: number) => new Intl.DateTimeFormat(spoken.language, { dateStyle: 'long' }).format(at);

  function factsOf(shown: Card, now: number) {
    const facts = [
      { label: translate('location'), value: shown.locationName ?? '' },
      { label: translate('organization'), value: shown.orgName },
      { label: translate(shown.expiresAt <= now ? 'expired' : 'expires'), value: dateOf(shown.expiresAt) },
    ];
    return facts.filter((fact) => fact.value.trim() !== '');
  }

  return { label: translate('label'), direction: spoken.direction, viewOf, viewOfMissed };
}

const refusals = new Set(Object.keys(card));

function isKey(key: string): key is Key {
  return refusals.has(key);
}
