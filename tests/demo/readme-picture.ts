import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Chromium } from '../browser/support/launch-chromium.ts';
import { root } from '../support/steps.ts';

/** The README's picture: the console, the card and the popup on one sheet. */
export async function takeReadmePicture(chromium: Chromium, stores: string): Promise<void> {
  const popup = await takePopup(chromium);
  const read = (name: string) => toUrl(readFileSync(join(stores, `${name}.png`)));
  const sheet = await chromium.context.newPage();
  await sheet.setViewportSize({ width: 1280, height: 760 });
  await sheet.setContent(
    `<style>
      body { margin: 0; background: #e8efe9; }
      div { position: absolute; border-radius: 12px; box-shadow: 0 12px 36px rgb(0 0 0 / .22); background-repeat: no-repeat; }
      .console { inset: 40px auto auto 40px; width: 1024px; height: 640px; background-size: 1024px; }
      .card { inset: 24px 32px auto auto; width: 340px; height: 264px; background-position: -924px -16px; }
      .popup { inset: 312px 32px auto auto; width: 400px; height: 424px; }
    </style>
    <div class="console" style="background-image: url(${read('2-apps')})"></div>
    <div class="card" style="background-image: url(${read('1-card')})"></div>
    <div class="popup" style="background-image: url(${toUrl(popup)})"></div>`,
    { waitUntil: 'load' },
  );
  await sheet.screenshot({ path: join(root, 'docs', 'images', 'orchardist.png') });
  await sheet.close();
}

async function takePopup(chromium: Chromium): Promise<Buffer> {
  const popup: Page = await chromium.openPopupTab();
  await popup.setViewportSize({ width: 400, height: 424 });
  await popup.getByRole('combobox').fill('DMP02LV3');
  await popup.getByRole('option', { name: /DMP02LV3/ }).click();
  await popup.getByRole('heading', { name: 'DMP02LV3' }).waitFor();
  const picture = await popup.screenshot();
  await popup.close();
  return picture;
}

const toUrl = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`;
