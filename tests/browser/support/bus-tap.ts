import type { BrowserContext, Page, Worker } from 'playwright-core';
import { z } from 'zod';
import type { Place } from './dump-places.ts';
import type { ExtensionWorld } from './extension-world.ts';

/** Notes in `self.traffic` every message that a context sends or hears, and every reply that it gets. */
const tap = `(() => {
  if (!globalThis.chrome?.runtime?.id || self.traffic) return;
  self.traffic = [];
  const note = (kind, message, value) =>
    self.traffic.push({ where: kind + ': ' + (message?.bus ?? message?.type), text: JSON.stringify(value) ?? '' });
  for (const runtime of new Set([chrome.runtime, globalThis.browser?.runtime ?? chrome.runtime])) {
    const send = runtime.sendMessage;
    runtime.sendMessage = (message, ...rest) => {
      note('message', message, message);
      const reply = send.call(runtime, message, ...rest);
      reply?.then((value) => note('reply', message, value), () => undefined);
      return reply;
    };
  }
  chrome.runtime.onMessage.addListener((message) => void note('message', message, message));
})()`;

const tapTabs = `(() => {
  self.traffic = [];
  for (const tabs of new Set([chrome.tabs, globalThis.browser?.tabs ?? chrome.tabs])) {
    const send = tabs.sendMessage;
    tabs.sendMessage = (tab, message, ...rest) => {
      self.traffic.push({ where: 'to tab: ' + message?.type, text: JSON.stringify(message) });
      return send.call(tabs, tab, message, ...rest);
    };
  }
})()`;

const Traffic = z.array(z.object({ where: z.string(), text: z.string() }));

/** Listens to the bus from all its ends. Every extension page hears what any other one sends to the background. */
export async function tapBus(context: BrowserContext, worker: Worker) {
  await context.addInitScript(tap);
  await worker.evaluate(tapTabs);
  const ends: (() => Promise<unknown>)[] = [() => worker.evaluate('self.traffic')];
  const heard: Place[] = [];

  return {
    /** Also from this page, which was opened by the extension, or from now on. */
    async page(page: Page): Promise<void> {
      await page.evaluate(tap);
      ends.push(async () => (page.isClosed() ? [] : page.evaluate('self.traffic')));
    },
    /** Also from the content script of a page. */
    async world(world: ExtensionWorld): Promise<void> {
      await world.evaluate(tap);
      ends.push(() => world.evaluate('self.traffic'));
    },
    /** Everything said so far; what a page said is kept when it was asked for before the page closed. */
    async heard(): Promise<Place[]> {
      const now = (await Promise.all(ends.map(async (end) => Traffic.parse(await end())))).flat();
      const known = new Set(heard.map(({ where, text }) => where + text));
      heard.push(...now.filter(({ where, text }) => !known.has(where + text)));
      return [...heard];
    },
  };
}
