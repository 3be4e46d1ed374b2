import type { Page } from 'playwright-core';
import { createCardReader } from '../browser/support/card-reader.ts';
import { createScreen } from '../browser/support/extension.ts';
import type { Chromium } from '../browser/support/launch-chromium.ts';
import { waitFor } from '../browser/support/wait-for.ts';
import { schoolTitles } from '../simulator/seeds/school-titles.ts';
import type { Simulator } from '../simulator/start-simulator.ts';
import { examples } from './examples.ts';

export const passphrase = 'seven apples in a row';

/** What the story needs of its stage: the demo's tells and draws, a test's is quiet. */
export interface Stage {
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  picture(page: Page, name: string): Promise<void>;
}

/** The whole main job, as an admin does it; every step fails when the screen does not say what it should. */
export async function tellStory(stage: Stage, chromium: Chromium, simulator: Simulator): Promise<void> {
  const { step, picture } = stage;

  const portal = await step('open the portal', async () => {
    const page = await chromium.page('https://school.apple.com/');
    // A picture shall not catch the card half-way in.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.locator('[data-row="0"]').waitFor();
    await picture(page, 'portal');
    return page;
  });
  const card = await createCardReader(portal);

  await step('download the content token: the page gets its file', async () => {
    const [file] = await Promise.all([
      portal.waitForEvent('download'),
      portal.locator('[data-row="0"]').click(),
    ]);
    if (!file.suggestedFilename().endsWith('.vpptoken')) throw new Error(file.suggestedFilename());
  });
  await step('the card says what was caught', async () => {
    await waitFor(() => card.has('button', 'Link it'), { message: 'the card offers to link' });
    await picture(portal, 'card');
  });
  const popup = await step('Link it leads to the popup, which asks how to keep the token', async () => {
    const page = await chromium.popupAfter(() => card.click('button', 'Link it'));
    await page.getByText('How should Orchardist keep your tokens?').waitFor();
    await picture(page, 'popup-keep');
    return page;
  });
  await step('seal it with a passphrase and link', async () => {
    await popup.getByLabel('New passphrase').fill(passphrase);
    await popup.getByLabel('The same once more').fill(passphrase);
    await popup.getByRole('button', { name: 'Link it' }).click();
    await picture(popup, 'popup-link');
    await popup.getByRole('combobox').waitFor();
  });
  await step('all licences of the location are read', async () => {
    await createScreen(popup).settled();
    await picture(popup, 'popup-home');
  });
  await step('names and icons come from the store', async () => {
    const named = schoolTitles.filter(({ store }) => store && store.countries === undefined);
    const adamIds = new Set(named.map(({ adamId }) => adamId));
    await waitFor(async () => (await createScreen(popup).rows('icons')).length >= adamIds.size, {
      message: 'the icons are there',
      timeout: 30_000,
    });
  });
  await step('the popup warns that the token ends', async () => {
    await popup
      .getByText(/Ends in 2\d days/)
      .first()
      .waitFor();
  });

  const typed = async (text: string, name: string, expected: RegExp) => {
    await popup.getByRole('combobox').fill(text);
    await popup.getByRole('option').filter({ hasText: expected }).first().waitFor();
    await picture(popup, name);
  };
  const { app, serial, email } = examples(simulator);
  await step(`look up an app: ${app.name}`, () => typed(app.name, 'popup-app', /left of|unlimited/));
  await step(`look up a serial number: ${serial}`, () => typed(serial, 'popup-serial', new RegExp(serial)));
  await step('open it: what the device holds', async () => {
    await popup.keyboard.press('Enter');
    await popup.getByText(app.name).waitFor();
    await picture(popup, 'popup-device');
    await popup.keyboard.press('Escape');
  });
  await step(`look up a person: ${email}`, () =>
    typed(email, 'popup-person', new RegExp(RegExp.escape(email))),
  );
  await popup.close();

  await step('the console: tokens', async () => {
    const page = await chromium.openConsole('/tokens');
    await page.getByText('PS01 Riverside Primary').first().waitFor();
    await picture(page, 'console-tokens');
    await page.close();
  });
  await step('the console: apps and books, and who holds one', async () => {
    const page = await chromium.openConsole('/apps');
    await page.getByRole('treegrid').getByText(app.name).first().click();
    await page.getByRole('tab', { name: 'Holders' }).click();
    await page
      .getByText(/holders?$/)
      .first()
      .waitFor();
    await picture(page, 'console-apps');
    await page.close();
  });
  await step('nothing was asked of Apple that should not be', async () => {
    const { offences, crashes } = simulator.log;
    if (offences.length > 0 || crashes.length > 0) throw new Error(JSON.stringify({ offences, crashes }));
  });
}
