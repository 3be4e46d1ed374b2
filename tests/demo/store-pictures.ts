import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createCardReader } from '../browser/support/card-reader.ts';
import { createScreen } from '../browser/support/extension.ts';
import { launchChromium } from '../browser/support/launch-chromium.ts';
import { waitFor } from '../browser/support/wait-for.ts';
import { schoolSeed } from '../simulator/seeds/school.ts';
import { schoolTitles } from '../simulator/seeds/school-titles.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import { root } from '../support/steps.ts';

/** `npm run pictures`: what the stores show, taken anew from the build; each 1280 x 800. */
const folder = join(root, 'docs', 'store', 'pictures');

/** The school district without the names that only a test wants. */
function plainSchool() {
  const names = ['PS01 Riverside Primary', 'PS02 Hillside Primary'];
  const plain = (name: string) => name.replaceAll(/^=|[^\x20-\x7e]/g, '').trim();
  return schoolSeed().map((location, at) => ({
    ...location,
    name: names[at] ?? location.name,
    assets: (location.assets ?? []).map(({ store, ...asset }) => ({
      ...asset,
      ...(store && { store: { ...store, name: plain(store.name) } }),
    })),
  }));
}

mkdirSync(folder, { recursive: true });
const simulator = await startSimulator({ seed: plainSchool() });
const chromium = await launchChromium({ net: simulator, viewport: { width: 1280, height: 800 } });
try {
  const take = (page: Page, name: string) => page.screenshot({ path: join(folder, `${name}.png`) });

  const portal = await chromium.page('https://school.apple.com/');
  await portal.emulateMedia({ reducedMotion: 'reduce' });
  await portal.locator('[data-row="0"]').click();
  const card = await createCardReader(portal);
  await waitFor(() => card.has('button', 'Link it'), { message: 'the card offers to link' });
  await take(portal, '1-card');

  const page = await chromium.openConsole('/tokens');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const screen = createScreen(page);
  for (const token of ['ps01', 'ps02']) await screen.link(simulator.tokens[token] ?? '');
  await screen.settled();
  const named = new Set(
    schoolTitles.flatMap(({ store, adamId }) => (store && !store.countries ? [adamId] : [])),
  );
  await waitFor(async () => (await screen.rows('icons')).length >= named.size, {
    message: 'the icons are there',
    timeout: 60_000,
  });
  const go = (hash: string) =>
    page.evaluate((next) => {
      location.hash = next;
    }, hash);

  await go('/apps');
  await page.getByRole('searchbox').first().fill('Numbers');
  await page.getByRole('treegrid').getByText('Numbers').first().click();
  await page.getByRole('searchbox').first().fill('');
  await page.getByRole('tab', { name: 'Holders' }).click();
  await page
    .getByText(/holders?$/)
    .first()
    .waitFor();
  await take(page, '2-apps');
} finally {
  await chromium.close();
  await simulator.close();
}
