import type { Card, CardChanged, Reply } from '../../lib/bus/contract.ts';
import { type CardView, viewOf } from './card-view.ts';

interface Parts {
  background: {
    card(): Promise<Reply<{ card?: Card | undefined }>>;
    link(candidateId: string): Promise<Reply<{ card: Card }>>;
    dismiss(candidateId: string): Promise<unknown>;
  };
  createElement(acts: { link(): void; dismiss(): void }): { show(view: CardView): void; remove(): void };
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Keeps the one card of a tab in step with the background. A candidate that was dismissed never comes back. */
export function createCardController({ background, createElement, now }: Parts) {
  const dismissed = new Set<string>();
  let card: Card | undefined;
  let linking = false;
  let stopped = false;
  let element: ReturnType<Parts['createElement']> | undefined;

  function show(next: Card) {
    if (stopped || dismissed.has(next.candidateId)) return;
    // A late word about an older token must not push away the newer one.
    if (next.state === 'gone' && next.candidateId !== card?.candidateId) return;
    card = next;
    draw();
  }

  function draw() {
    const view = card && viewOf(card, now(), linking);
    if (!view) return remove();
    element ??= createElement({ link: () => void link(), dismiss: () => void dismiss() });
    element.show(view);
  }

  async function link() {
    if (!card || linking) return;
    const asked = card;
    linking = true;
    draw();
    const reply = await background.link(asked.candidateId);
    linking = false;
    if (reply.ok) show(reply.value.card);
    else show(cardOfFailure(asked, reply.error.code));
  }

  async function dismiss() {
    if (!card) return;
    const { candidateId, state } = card;
    dismissed.add(candidateId);
    remove();
    if (state !== 'linked') await background.dismiss(candidateId);
  }

  function remove() {
    element?.remove();
    element = undefined;
    card = undefined;
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
  const needsPopup = failureCode === 'vault-locked' || failureCode === 'vault-missing';
  return { ...card, state: needsPopup ? 'needs-popup' : 'refused', failureCode };
}

export function isCardChanged(message: unknown): message is CardChanged {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'card-changed'
  );
}
