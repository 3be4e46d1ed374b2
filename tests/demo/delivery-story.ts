import type { Page } from 'playwright-core';
import type { ApiMdm } from '../browser/support/api-mdms.ts';
import { createCardReader } from '../browser/support/card-reader.ts';
import type { Chromium } from '../browser/support/launch-chromium.ts';
import { waitFor } from '../browser/support/wait-for.ts';
import type { Simulator } from '../simulator/start-simulator.ts';
import type { Stage } from './story.ts';

/**
 * From the portal's download to the MDM with one click, once the MDM is set up and got a token before. Needs a linked
 * location, an open vault and a browser that allowed the MDM's hosts already.
 */
export async function tellDelivery(
  { step, picture }: Stage,
  chromium: Pick<Chromium, 'page' | 'openConsole'>,
  simulator: Simulator,
  { kind, fields, mdm, host }: ApiMdm,
): Promise<void> {
  const [key = ''] = simulator.apple.locationKeys();
  const { uId, name: locationName, orgName } = simulator.apple.expectLocation(key);
  const name = `${kind} (Head Office)`;
  simulator.mdm.mean(host);
  const record = mdm.add({ locationName, uId, orgName });
  const other = mdm.add({ locationName: 'Warehouse', uId: '1' });
  const { expiresAt } = record;

  const screen = await step(`set up ${kind} once, with its sign-in`, async () => {
    const page = await chromium.openConsole('/mdm?add=choose');
    await page.getByRole('button', { name: kind, exact: true }).first().click();
    await page.getByLabel('Your name for it').fill(name);
    for (const [, label, value] of fields) await page.getByLabel(label, { exact: true }).fill(value);
    await page.getByRole('button', { name: 'Save and check' }).click();
    await page
      .getByRole('region', { name })
      .getByText(/^(Works|Shows with the first token)$/)
      .waitFor();
    await picture(page, 'mdm');
    return page;
  });
  await step('send the token there for the first time: the record is found by its location', async () => {
    await go(screen, `/tokens?location=${uId}`);
    await screen.getByRole('button', { name: /^(Send to an|Another) MDM…$/ }).click();
    await screen.getByRole('button', { name, exact: true }).click();
    await screen.getByText(`${name} has the token, in the record`).waitFor();
    await picture(screen, 'mdm-first');
    await screen.close();
  });

  const before = record.token;
  // A year has passed there.
  record.expiresAt = expiresAt;
  const portal = await step(
    'next year: the portal gives a new token, the card knows where it goes',
    async () => {
      simulator.apple.config.portalIssuesNewToken = true;
      const page = await chromium.page('https://school.apple.com/');
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.locator('[data-row="0"]').click();
      return page;
    },
  );
  const card = await createCardReader(portal);
  const send = `Send to ${name}`;
  await waitFor(() => card.has('button', send), { message: `the card offers: ${send}` });
  await picture(portal, 'card-send');
  await step(`${send}: one click`, async () => {
    await card.click('button', send);
    await waitFor(() => card.has('heading', `${name} has the token`), {
      message: 'the card says that it arrived',
      timeout: 30_000,
    });
    await picture(portal, 'card-sent');
  });
  await step('the MDM has the new token, in that record alone', async () => {
    const newest = simulator.apple.tokens.expectNewest(key);
    if (record.token !== newest.text || record.token === before) throw new Error('Another token arrived.');
    if (other.token !== 'old') throw new Error('Another record was changed.');
    await portal.close();
  });
}

const go = (page: Page, place: string) => page.goto(page.url().replace(/#.*/, `#${place}`));
