/** What the tests of the order screens share. */
import type { Page } from 'playwright-core';
import type { Draft } from '../../../components/orders/draft.ts';
import type { OrderScene } from '../orders-seed.ts';
import { bundleSeed } from '../screens-page.ts';
import { type Chromium, launchChromium } from './launch-chromium.ts';
import { startLoopbackHosts } from './loopback-hosts.ts';
import { waitFor } from './wait-for.ts';

/** Marks the page when the background has been woken by it, and so takes up no more of what it finds unfinished. */
const noteWake = `(() => {
  const runtime = globalThis.chrome?.runtime;
  const send = runtime?.sendMessage;
  if (!send) return;
  runtime.sendMessage = (message, ...rest) => {
    const reply = send.call(runtime, message, ...rest);
    if (JSON.stringify(message).includes('"app.wake"')) reply.then(() => (self.hasWoken = true), () => undefined);
    return reply;
  };
})()`;

export async function openOrderWorld() {
  const net = await startLoopbackHosts(['vpp.itunes.apple.com', 'itunes.apple.com'], (_, response) =>
    response.writeHead(503).end(),
  );
  const chromium: Chromium = await launchChromium({ net });
  await chromium.context.addInitScript(noteWake);
  const code = await bundleSeed('orders-seed.ts');
  const plant = (page: Page, scene: OrderScene) =>
    page.evaluate(`(async () => { ${code}; await orchardistSeed.plant(${JSON.stringify(scene)}); })()`);
  return {
    chromium,
    plant,
    /** Until then, an open order that is planted is taken up, and waits for something else than it was planted with. */
    awaitWake: (page: Page) =>
      waitFor(() => page.evaluate<boolean>('self.hasWoken'), {
        message: 'the page has woken the background',
      }),
    /** A screen over a planted cache, with what the tab has prepared. */
    async open(
      hash: string,
      { scene = 'healthy', isEmpty = false, holders, draft }: Partial<OrderScene> & { draft?: Draft } = {},
    ): Promise<Page> {
      const page = await chromium.openConsole('/settings');
      await plant(page, { scene, isEmpty, ...(holders && { holders }) });
      if (draft) {
        await page.evaluate((text) => sessionStorage.setItem('order-draft', text), JSON.stringify(draft));
      }
      await page.goto(page.url().replace(/#.*/, `#${hash}`));
      await page.reload();
      return page;
    },
    async close(): Promise<void> {
      await chromium.close();
      await net.close();
    },
  };
}
