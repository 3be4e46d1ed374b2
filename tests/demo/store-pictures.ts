import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { apiMdms, wishOf } from '../browser/support/api-mdms.ts';
import { createCardReader } from '../browser/support/card-reader.ts';
import { createScreen } from '../browser/support/extension.ts';
import { launchWithKnownHosts } from '../browser/support/granted-hosts.ts';
import { waitFor } from '../browser/support/wait-for.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import { root } from '../support/steps.ts';
import { takeReadmePicture } from './readme-picture.ts';
import { storeSeed } from './store-seed.ts';

/** `npm run pictures`: what the stores and the README show, taken anew from the build; the stores' 1280 x 800 each. */
const folder = join(root, 'docs', 'store', 'pictures');
const take = (page: Page, name: string) => page.screenshot({ path: join(folder, `${name}.png`) });
const Saved = z.object({ id: z.string() });

mkdirSync(folder, { recursive: true });
const seed = storeSeed();
const simulator = await startSimulator({ seed });
const jamf = apiMdms(simulator.mdm).find(({ connector }) => connector === 'jamf-pro');
if (!jamf) throw new Error('There is no Jamf Pro.');
simulator.mdm.mean(jamf.host);
for (const { name, uId, orgName } of seed) jamf.mdm.add({ name, locationName: name, uId, orgName });
const viewport = { width: 1280, height: 800 };
const chromium = await launchWithKnownHosts(jamf.origins, { net: simulator, viewport });
try {
  await takeCard();
  const page = await chromium.openConsole('/tokens');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const screen = createScreen(page);
  for (const { key } of seed) await screen.link(simulator.tokens[key] ?? '');
  await screen.settled();
  const titles = new Set(seed.flatMap(({ assets = [] }) => assets.map(({ adamId }) => adamId)));
  await waitFor(async () => (await screen.rows('icons')).length >= titles.size, {
    message: 'the icons are there',
    timeout: 90_000,
  });
  await takeApps(page);
  await takeReadmePicture(chromium, folder);
  await takeDelivery(page);
  await takePlan(page);
} finally {
  await chromium.close();
  await simulator.close();
}

async function takeCard(): Promise<void> {
  const portal = await chromium.page('https://school.apple.com/');
  await portal.emulateMedia({ reducedMotion: 'reduce' });
  await portal.locator('[data-row="0"]').click();
  const card = await createCardReader(portal);
  await waitFor(() => card.has('button', 'Link it'), { message: 'the card offers to link' });
  await take(portal, '1-card');
  await portal.close();
}

async function takeApps(page: Page): Promise<void> {
  await go(page, '/apps');
  const search = page.getByRole('searchbox').first();
  await search.fill('Numbers');
  await page.getByRole('treegrid').getByText('Numbers').first().click();
  await search.fill('');
  await page.getByRole('tab', { name: 'Holders' }).click();
  await page
    .getByText(/holders?$/)
    .first()
    .waitFor();
  await take(page, '2-apps');
}

async function takeDelivery(page: Page): Promise<void> {
  const screen = createScreen(page);
  const [first] = seed;
  if (!first || !jamf) throw new Error('There is nothing to hand over.');
  const { id: mdmId } = Saved.parse(await screen.send('mdm.save', { ...wishOf(jamf), name: 'Jamf Pro' }));
  await go(page, `/tokens?location=${first.uId}`);
  await screen.send('delivery.start', { uId: first.uId, mdmId });
  await page.getByText('Jamf Pro has the token, in the record').waitFor();
  await take(page, '3-delivery');
}

async function takePlan(page: Page): Promise<void> {
  await go(page, `/devices?location=${seed[0]?.uId}&q=DMP`);
  const devices = page.getByRole('grid', { name: 'Devices' });
  await devices.getByText('DMP').first().waitFor();
  await devices.focus();
  for (let row = 0; row < 6; row += 1) {
    await page.keyboard.press(' ');
    await page.keyboard.press('ArrowDown');
  }
  await page.getByRole('button', { name: 'Order', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: 'Grant licences …' }).press('Enter');
  await page.getByRole('button', { name: 'Choose …' }).press('Enter');
  const dialog = page.getByRole('dialog');
  for (const app of ['Keynote', 'GarageBand']) {
    await dialog.getByRole('searchbox').fill(app);
    await dialog.getByRole('grid').getByText(app).waitFor();
    await dialog.getByRole('grid').focus();
    await page.keyboard.press(' ');
  }
  await dialog.getByRole('button', { name: /^Take \d/ }).press('Enter');
  await page.getByText(/^Grant 2 apps and books to /).waitFor();
  await take(page, '4-plan');
}

function go(page: Page, hash: string): Promise<void> {
  return page.evaluate((next) => {
    location.hash = next;
  }, hash);
}
