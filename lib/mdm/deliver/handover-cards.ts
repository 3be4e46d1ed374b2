import type { HandoverKey } from '../../../locales/background-texts.ts';
import type { Translate } from '../../../locales/translate.ts';
import type { CardView } from '../../card/card-element.ts';
import { isCode } from '../../platform/errors.ts';
import type { Waiting } from '../page/handover.ts';
import type { PageField } from './page-reach.ts';

/** What is shown of a token on its way to a page: nothing secret. Times in ms. */
export interface Passenger {
  locationName: string;
  expiresAt: number;
  /** Of the token that it replaces, where one is known. */
  expiredBefore?: number;
}

/** What the card over a console says, in the admin's language: the page's script has no words of its own. */
export function createHandoverCards(
  t: Translate<HandoverKey>,
  {
    language,
    direction,
    path,
    strangeHost: host,
    isGuess = false,
  }: {
    language: string;
    direction: string;
    path: readonly string[];
    /** Set where nothing tells that the page is an MDM's: the admin is asked. */
    strangeHost?: string;
    /** Nobody named the location: the admin is asked whether it is meant. */
    isGuess?: boolean;
  },
  passenger: Passenger,
) {
  const date = (at: number) => new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(at);
  const { expiredBefore } = passenger;
  const facts = [
    { label: t('location'), value: passenger.locationName },
    ...(expiredBefore === undefined ? [] : [{ label: t('before'), value: date(expiredBefore) }]),
    { label: t('expires'), value: date(passenger.expiresAt) },
  ];
  const cancel = t('cancel');

  function card(view: Partial<CardView> & Pick<CardView, 'title' | 'text'>): NonNullable<Waiting['card']> {
    const whole = { tone: 'neutral', busy: false, facts, dismiss: t('close'), ...view } as const;
    return { view: whole, label: t('label'), direction };
  }

  function question(): Pick<CardView, 'title' | 'text'> {
    if (host !== undefined) return { title: t('strangeTitle'), text: t('strangeText', { host }) };
    const { locationName: location } = passenger;
    if (isGuess) return { title: t('guessTitle', { location }), text: t('guessText') };
    return { title: t('askingTitle'), text: t('askingText') };
  }

  function failedText(error: unknown): string {
    if (isCode(error, 'vault-locked')) return t('failedLocked');
    return t(isCode(error, 'token-missing') ? 'failedMissing' : 'failedText');
  }

  return {
    waiting: card({
      title: t('waitingTitle'),
      text: t('waitingText'),
      ...(path.length > 0 && { hint: path.join(' › ') }),
      busy: true,
      dismiss: cancel,
    }),
    /** @param fields of the one frame that shows it */
    asking: (fields: readonly PageField[]) =>
      card({
        ...question(),
        choices: fields.map(({ kind, label }, index) =>
          label === '' ? t(`${kind}Unnamed`, { number: index + 1 }) : t(kind, { label }),
        ),
        dismiss: cancel,
      }),
    placed: card({ title: t('placedTitle'), text: t('placedText'), hint: t('placedHint'), tone: 'good' }),
    refused: card({ title: t('refusedTitle'), text: t('refusedText'), tone: 'bad' }),
    failed: (error: unknown) => card({ title: t('failedTitle'), text: failedText(error), tone: 'bad' }),
    untouched: card({ title: t('untouchedTitle'), text: t('untouchedText'), tone: 'bad' }),
  };
}
export type HandoverCards = ReturnType<typeof createHandoverCards>;
