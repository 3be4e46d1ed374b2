import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { appleHost } from '../../lib/platform/permission-table.ts';
import common from '../../locales/en/common.json';
import { createTranslator } from '../../locales/translate.ts';
import {
  chooseFile,
  expectWords,
  openRenewal,
  openWorld,
  putAside,
  type World,
} from './support/bad-input-world.ts';
import { waitFor } from './support/wait-for.ts';

const t = createTranslator(common, 'en');
const Rows = z.array(z.object({ state: z.string(), failure: z.object({ code: z.string() }).optional() }));

let world: World;
/** The browser's own page of extensions: "Site access" is set there, as an admin or a policy may do. */
let extensions: Page;
beforeAll(async () => {
  world = await openWorld();
  extensions = await world.chromium.page('chrome://extensions');
  await world.page.bringToFront();
});
afterAll(() => world?.close());
afterEach(async () => {
  await allow();
  await world.expectUnharmed();
});

/** "On click": the browser withholds every host. */
const withhold = () =>
  extensions.evaluate(
    `chrome.developerPrivate.updateExtensionConfiguration({ extensionId: '${world.chromium.extensionId}', hostAccess: 'ON_CLICK' })`,
  );
/** What a yes to the browser's prompt does; without a display the prompt itself cannot be answered. */
const allow = () =>
  extensions.evaluate(
    `chrome.developerPrivate.addHostPermission('${world.chromium.extensionId}', '${appleHost}')`,
  );

/** Presses the button and returns what it asks the browser for. */
async function pressAllow(page: Page): Promise<unknown> {
  await page.evaluate(`(() => {
    const ask = chrome.permissions.request.bind(chrome.permissions);
    chrome.permissions.request = (wish) => {
      window.asked = { wish, active: navigator.userActivation.isActive };
      return ask(wish);
    };
  })()`);
  await page
    .getByRole('button', { name: t('act.allow') })
    .first()
    .click();
  return waitFor(() => page.evaluate('window.asked'), { message: 'the browser is asked' });
}

test('a sync says so and waits; once allowed it goes on by itself', async () => {
  const { page, screen, uId, simulator } = world;
  await withhold();
  const sent = simulator.log.entries.length;
  await screen.send('location.sync', { uId, full: true });
  await waitFor(
    async () => Rows.parse(await screen.rows('syncs'))[0]?.failure?.code === 'missing-permission',
    {
      message: 'the sync waits',
    },
  );
  expect(Rows.parse(await screen.rows('syncs'))).toMatchObject([{ state: 'waiting' }]);
  // The browser itself may ask whether a stranger is welcome; the token does not leave.
  expect(
    simulator.log.entries.slice(sent).filter(({ authorization }) => authorization !== undefined),
  ).toEqual([]);
  const panel = await expectWords(page, { code: 'missing-permission' });
  await panel.getByRole('button', { name: t('act.allow') }).waitFor();
  expect(await pressAllow(page)).toEqual({ wish: { origins: [appleHost] }, active: true });
  await allow();
  await screen.settled(15_000);
  await panel.waitFor({ state: 'detached' });
});

test('the popup says it above everything, with the same button, and look-ups go on', async () => {
  const { chromium } = world;
  await withhold();
  const popup = await chromium.openPopupTab();
  await popup.getByText(t('notice.missing-permission')).waitFor();
  await popup.getByRole('combobox').fill('DMP');
  await popup.getByRole('option').first().waitFor();
  expect(await pressAllow(popup)).toMatchObject({ wish: { origins: [appleHost] } });
  await allow();
  await popup.getByText(t('notice.missing-permission')).waitFor({ state: 'detached' });
  await popup.close();
});

test('a new token says so and keeps waiting; once allowed it is proven', async () => {
  const { page, apple, uId } = world;
  await withhold();
  await openRenewal(page, uId);
  await chooseFile(page, apple.issueToken('ps01'));
  const waiting = page.getByRole('region', { name: t('candidate.title') });
  const panel = await expectWords(waiting, { code: 'missing-permission' });
  await panel.getByRole('button', { name: t('act.allow') }).waitFor();
  await allow();
  await page
    .getByRole('button', { name: t('candidate.renew', { location: 'PS01 Riverside Primary' }) })
    .waitFor();
  await putAside(page);
});
