import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Worker } from 'playwright-core';
import { z } from 'zod';
import { createPortal, type PortalOptions } from '../../simulator/portal/create-portal.ts';
import { startLoopbackHosts } from './loopback-hosts.ts';
import { waitFor } from './wait-for.ts';

/** The two portals alone, without Apple's service: for testing what happens inside the page. */
export function startPortals(options: PortalOptions) {
  const portal = createPortal(options);
  return startLoopbackHosts(Object.keys(portal), (request, response) => {
    answer(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const host = request.headers.host?.split(':')[0] ?? '';
    const url = new URL(request.url ?? '/', `https://${host}`);
    const { method = 'GET', headers } = request;
    await portal[host]?.({ method, url, headers, body: Buffer.concat(chunks) }, response);
  }
}

const Heard = z.array(
  z.object({ bus: z.string(), input: z.unknown(), url: z.string(), frameId: z.number() }),
);
const Capture = z.object({ text: z.string() });

/**
 * Hears in the worker what the content scripts send, and answers before the background can, so that a test sees the
 * portal side alone.
 */
export async function listenToPortal(worker: Worker) {
  await worker.evaluate(`
    self.heard = [];
    self.answers = {};
    chrome.runtime.onMessage.addListener((message, sender, sendResponse) => {
      if (typeof message?.bus !== 'string' || !message.bus.startsWith('portal.')) return;
      // What the card says is the background's own.
      if (message.bus === 'portal.words') return;
      self.heard.push({ bus: message.bus, input: message.input, url: sender.url, frameId: sender.frameId });
      sendResponse(self.answers[message.bus] ?? { ok: true, value: {} });
    });`);

  const heard = async () => Heard.parse(await worker.evaluate('self.heard'));
  const captures = async () =>
    (await heard())
      .filter(({ bus }) => bus === 'portal.capture')
      .map(({ input }) => Capture.parse(input).text);

  return {
    heard,
    captures,
    forget: () => worker.evaluate('void (self.heard = [])'),
    answer: (bus: string, reply: unknown) =>
      worker.evaluate(`void (self.answers[${JSON.stringify(bus)}] = ${JSON.stringify(reply)})`),
    /** What the background does when the card of the tab at `url` changed. */
    sendToTop: (url: string, message: unknown) =>
      worker.evaluate(`chrome.tabs.query({}).then(([...tabs]) => Promise.all(tabs
        .filter((tab) => tab.url === undefined || tab.url.startsWith(${JSON.stringify(url)}))
        .map((tab) => chrome.tabs.sendMessage(tab.id, ${JSON.stringify(message)}, { frameId: 0 }).catch(() => {}))))`),
    expectCapture: (text: string) =>
      waitFor(async () => (await captures()).includes(text), { message: 'the token is captured' }),
  };
}
