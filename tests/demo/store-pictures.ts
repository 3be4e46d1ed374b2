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

  await go('/people?state=active');
  const people = page.getByRole('grid', { name: 'People' });
  await people.getByText('@').first().waitFor();
  await people.focus();
  for (let row = 0; row < 5; row += 1) {
    await page.keyboard.press(' ');
    await page.keyboard.press('ArrowDown');
  }
  await page.getByRole('button', { name: 'Order', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: 'Grant licences …' }).press('Enter');
  await page.getByRole('button', { name: 'Choose …' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('grid').getByText('Keynote').waitFor();
  await dialog.getByRole('searchbox').fill('Keynote');
  await dialog.getByRole('grid').focus();
  await page.keyboard.press(' ');
  await dialog.getByRole('button', { name: /^Take \d/ }).press('Enter');
  await page.getByText(/^Grant .* to 5 people/).waitFor();
  await take(page, '3-plan');

  await go('/tokens');
  await page.getByText('PS01 Riverside Primary').first().waitFor();
  await take(page, '4-tokens');

  await go('/');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('DMP0');
  await page.getByRole('dialog').getByRole('option').first().waitFor();
  await take(page, '5-search');
} finally {
  await chromium.close();
  await simulator.close();
}
