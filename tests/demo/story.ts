import type { Page } from 'playwright-core';
import { createCard } from '../browser/support/card.ts';
import type { Chromium } from '../browser/support/launch-chromium.ts';
import { waitFor } from '../browser/support/wait-for.ts';
import type { Simulator } from '../simulator/start-simulator.ts';
import type { Stage } from './stage.ts';

const passphrase = 'seven apples in a row';

/** The whole main job, as an admin does it; every step fails when the screen does not say what it should. */
export async function tellStory(stage: Stage, chromium: Chromium, simulator: Simulator): Promise<void> {
  const { step, picture } = stage;

  const portal = await step('open the portal', async () => {
    const page = await chromium.page('https://school.apple.com/');
    await page.locator('[data-row="0"]').waitFor();
    await picture(page, 'portal');
    return page;
  });
  const card = await createCard(portal);

  await step('download the content token: the page gets its file', async () => {
    const [file] = await Promise.all([
      portal.waitForEvent('download'),
      portal.locator('[data-row="0"]').click(),
    ]);
    if (!file.suggestedFilename().endsWith('.vpptoken')) throw new Error(file.suggestedFilename());
  });
  await step('the card says what was caught', async () => {
    await card.says(/PS01 Riverside Primary/);
    await picture(portal, 'card');
  });
  await step('Link it leads to the popup', async () => {
    await card.click(/^\s*(Link it|Renew)/);
  }).catch(() => undefined);
  const popup = await step('the popup asks how to keep the token', async () => {
    const page = await chromium.openPopup(portal);
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
  await step('all licences are read', async () => {
    await settled(popup);
    await picture(popup, 'popup-home');
  });
}

async function settled(page: Page) {
  return waitFor(
    () =>
      page.evaluate(async () => {
        const open = indexedDB.open('orchardist');
        const db = await new Promise<IDBDatabase>((resolve, reject) => {
          open.onsuccess = () => resolve(open.result);
          open.onerror = () => reject(open.error);
        });
        const all = db.transaction('syncs').objectStore('syncs').getAll();
        const rows = await new Promise<unknown[]>((resolve) => {
          all.onsuccess = () => resolve(all.result);
        });
        db.close();
        console.log(JSON.stringify(rows));
        return rows.length > 0 && rows.every((row: any) => row.state === 'done');
      }),
    { timeout: 60_000, message: 'the sync is done' },
  );
}
