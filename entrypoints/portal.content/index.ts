/** Stands between Apple's page and the background: checks what the page reports and, on top, shows the card. */
import { browser } from 'wxt/browser';
import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { send } from '../../lib/bus/client.ts';
import { createCardElement } from '../../lib/card/card-element.ts';
import { captureEvent, isSignInFrame, portalMatches } from '../../lib/portal/frames.ts';
import { createCardController, isCardChanged } from './card-controller.ts';
import { createRelay } from './relay-captures.ts';
import { watchHints } from './watch-hints.ts';

export default defineContentScript({
  matches: portalMatches,
  runAt: 'document_start',
  allFrames: true,
  matchOriginAsFallback: true,
  main(ctx) {
    if (isSignInFrame(window)) return;
    const relay = createRelay(send, () => performance.now());
    const listener = (event: Event) => {
      if (event instanceof CustomEvent && ctx.isValid) relay(event.detail);
    };
    window.addEventListener(captureEvent, listener);
    ctx.onInvalidated(() => window.removeEventListener(captureEvent, listener));
    ctx.onInvalidated(watchHints(window, send));
    if (window === window.top) keepCard(ctx);
  },
});

function keepCard(ctx: ContentScriptContext) {
  const ask: typeof send = async (name, input) => {
    const reply = await send(name, input);
    // Looking at it is what makes the context notice that the extension has gone.
    if (ctx.isInvalid) card.stop();
    return reply;
  };
  const card = createCardController({
    background: {
      card: () => ask('portal.card', {}),
      words: () => ask('portal.words', {}),
      link: (candidateId, mdm) => ask('portal.link', { candidateId, mdm }),
      deliver: (candidateId, mdm) => ask('portal.deliver', { candidateId, mdm }),
      dismiss: (candidateId) => ask('portal.dismiss', { candidateId }),
      missed: (act) => ask('portal.missed', { act }),
      capture: (text) => ask('portal.capture', { text }),
    },
    createElement: (acts, views) => createCardElement(document, acts, views),
    now: () => Date.now(),
  });
  const listener = (message: unknown, sender: { id?: string }) => {
    if (sender.id === browser.runtime.id && isCardChanged(message)) card.show(message.card);
  };
  browser.runtime.onMessage.addListener(listener);
  ctx.onInvalidated(() => card.stop());
  void card.load();
}
