import type { Card, CardChanged, CardWords, MissedCard, Reply, ShownMdm } from '../../lib/bus/contract.ts';
import type { CardActs, CardView } from '../../lib/card/card-element.ts';
import { findTokens } from '../../lib/portal/find-tokens.ts';
import { createCardViews, type Given } from './card-view.ts';

/** The most that is read of a dropped file; a real token has a few hundred characters. */
const largestFile = 64 * 1024;

interface Parts {
  background: {
    card(): Promise<Reply<{ card?: Card | MissedCard | undefined }>>;
    words(): Promise<Reply<CardWords>>;
    /** @param mdm that the button promises to send the token on to */
    link(candidateId: string, mdm: ShownMdm | undefined): Promise<Reply<{ card: Card }>>;
    deliver(candidateId: string, mdm: ShownMdm | undefined): Promise<Reply<{ card: Card }>>;
    dismiss(candidateId: string): Promise<unknown>;
    missed(act: 'dismiss' | 'open'): Promise<unknown>;
    capture(text: string): Promise<Reply<unknown>>;
  };
  createElement(acts: CardActs, views: CardViews): { show(view: CardView): void; remove(): void };
  /** Milliseconds since the epoch. */
  now(): number;
}

type CardViews = ReturnType<typeof createCardViews>;

/** Keeps the one card of a tab in step with the background. A candidate that was dismissed never comes back. */
export function createCardController({ background, createElement, now }: Parts) {
  const dismissed = new Set<string>();
  let card: Card | MissedCard | undefined;
  let given: Given = 'nothing';
  let linking = false;
  let stopped = false;
  let element: ReturnType<Parts['createElement']> | undefined;
  let views: CardViews | undefined;
  let asking = false;

  function show(next: Card | MissedCard | null) {
    if (stopped) return;
    if (next === null) return card?.state === 'missed' ? remove() : undefined;
    if (next.state !== 'missed' && isOutdated(next)) return;
    card = next;
    given = 'nothing';
    draw();
  }

  function isOutdated(next: Card): boolean {
    if (dismissed.has(next.candidateId)) return true;
    if (next.state === 'linked' && card && card.state !== 'linked')
      return card.state === 'missed' || next.candidateId !== card.candidateId;
    // A late word about an older token must not push away the newer one.
    return next.state === 'gone' && (card?.state === 'missed' || next.candidateId !== card?.candidateId);
  }

  function draw() {
    if (!card) return remove();
    if (!views) return void learnWords();
    const view = card.state === 'missed' ? views.viewOfMissed(given) : views.viewOf(card, now(), linking);
    if (!view) return remove();
    element ??= createElement(
      {
        link: () => void link(),
        dismiss: () => void dismiss(),
        give: (files) => void give(files),
      },
      views,
    );
    element.show(view);
  }

  /** Anew for each card, as the admin may have chosen another language since the last. */
  async function learnWords() {
    if (asking) return;
    asking = true;
    const reply = await background.words();
    asking = false;
    views = createCardViews(reply.ok ? reply.value : undefined);
    draw();
  }

  async function link() {
    if (!card || linking) return;
    if (card.state === 'missed') return endMissed('open');
    const asked = card;
    linking = true;
    draw();
    const { candidateId, handover } = asked;
    const act = asked.state === 'linked' ? background.deliver : background.link;
    const reply = await act(candidateId, shownIn(handover));
    linking = false;
    if (reply.ok) show(reply.value.card);
    else show(cardOfFailure(asked, reply.error.code));
  }

  async function dismiss() {
    if (!card) return;
    if (card.state === 'missed') return endMissed('dismiss');
    const { candidateId } = card;
    dismissed.add(candidateId);
    remove();
    await background.dismiss(candidateId);
  }

  async function endMissed(act: 'dismiss' | 'open') {
    remove();
    await background.missed(act);
  }

  /** Of a dropped file only a content token goes further; the card that follows comes from the background. */
  async function give([file, ...more]: readonly File[]) {
    if (card?.state !== 'missed' || given === 'reading') return;
    setGiven('reading');
    const isOne = file !== undefined && more.length === 0 && file.size <= largestFile;
    if (!isOne) return setGiven('refused');
    const held = await file.text().catch(() => undefined);
    // What the browser cannot read may well be a token.
    if (held === undefined) return setGiven('failed');
    const [text] = findTokens(held);
    if (text === undefined) return setGiven('refused');
    const reply = await background.capture(text);
    if (!reply.ok) setGiven('failed');
  }

  function setGiven(next: Given) {
    given = next;
    if (card?.state === 'missed') draw();
  }

  function remove() {
    element?.remove();
    element = undefined;
    card = undefined;
    views = undefined;
  }

  return {
    show,
    /** For good: the extension was updated or removed, and nobody answers this page any more. */
    stop() {
      stopped = true;
      remove();
    },
    /** Asks for the card that waits in this tab, after a load or a reload. */
    async load() {
      const reply = await background.card();
      if (reply.ok && reply.value.card) show(reply.value.card);
    },
  };
}

function cardOfFailure(card: Card, failureCode: string): Card {
  if (card.state === 'linked')
    return { ...card, handover: { ...card.handover, state: 'failed', act: 'popup', failureCode } };
  const needsPopup = failureCode === 'vault-locked' || failureCode === 'vault-missing';
  return { ...card, state: needsPopup ? 'needs-popup' : 'refused', failureCode };
}

export function isCardChanged(message: unknown): message is CardChanged {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'card-changed'
  );
}

/** Where the button goes, when it goes to an MDM. */
function shownIn(
  { mdm: name, mdmId: id }: NonNullable<Card['handover']> = { state: 'offered' },
): ShownMdm | undefined {
  return name === undefined || id === undefined ? undefined : { id, name };
}
