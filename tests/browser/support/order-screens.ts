/** What the tests of the order screens share. */
import type { Page } from 'playwright-core';
import type { Draft } from '../../../components/orders/draft.ts';
import type { OrderScene } from '../orders-seed.ts';
import { bundleSeed } from '../screens-page.ts';

import { type Chromium, launchChromium } from './launch-chromium.ts';
import { startLoopbackHosts } from './loopback-hosts.ts';

export async function openOrderWorld() {
  const net = await startLoopbackHosts(['vpp.itunes.apple.com', 'itunes.apple.com'], (_, response) =>
    response.writeHead(503).end(),
  );
  const chromium: Chromium = await launchChromium({ net });
  const code = await bundleSeed('orders-seed.ts');
  const plant = (page: Page, scene: OrderScene) =>
    page.evaluate(`(async () => { ${code}; await orchardistSeed.plant(${JSON.stringify(scene)}); })()`);
  return {
    chromium,
    plant,
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
