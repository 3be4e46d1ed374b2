/** What the tests of People and Devices share. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { HolderSeed } from '../holders-seed.ts';
import { bundleSeed, flatTables, picture, seriousViolations } from '../screens-page.ts';
import { type Chromium, launchChromium } from './launch-chromium.ts';
import { startLoopbackHosts } from './loopback-hosts.ts';

/** 60,000 assignments of devices and people in two locations. */
export const full: HolderSeed = {
  devices: 5_000,
  apps: 11,
  people: 2_000,
  retired: 3_000,
  notes: [
    {
      uId: '2049025000431439',
      clientUserId: 'p-0000003',
      name: 'Zoë Müller',
      notes: 'Room 7',
      invitations: [
        { at: Date.UTC(2026, 9, 1), way: 'mailto' },
        { at: Date.UTC(2026, 10, 2), way: 'copy' },
      ],
    },
  ],
  lists: [
    {
      id: 'list-lab-0000',
      name: 'Lab carts',
      kind: 'device',
      ids: ['C0200000000', 'C020000063Z', 'F0UNKNOWN01'],
      createdAt: Date.UTC(2026, 9, 1),
      changedAt: Date.UTC(2026, 9, 1),
    },
    {
      id: 'list-staff-000',
      name: 'Staff',
      kind: 'user',
      ids: ['p-0000001', 'p-0000002'],
      createdAt: Date.UTC(2026, 9, 1),
      changedAt: Date.UTC(2026, 9, 1),
    },
  ],
};

export async function openHolderWorld() {
  const net = await startLoopbackHosts(['vpp.itunes.apple.com', 'itunes.apple.com'], (_, response) =>
    response.writeHead(503).end(),
  );
  const chromium: Chromium = await launchChromium({ net });
  const code = await bundleSeed('holders-seed.ts');
  const plant = async (page: Page, seed: HolderSeed) => {
    await page.evaluate(`(async () => { ${code}; await orchardistSeed.seed(${JSON.stringify(seed)}); })()`);
  };
  return {
    chromium,
    plant,
    /** A screen over a planted cache. */
    async open(seed: HolderSeed, hash: string): Promise<Page> {
      const page = await chromium.openConsole('/settings');
      await plant(page, seed);
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

/** Light and dark at 1280, 480 px and the room of 200 % zoom: axe finds nothing serious and nothing is cut off. */
export async function expectFine(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await picture(page, `${name}-${colorScheme}`);
    expect(await seriousViolations(page), `${name}, ${colorScheme}`).toEqual([]);
  }
  for (const [look, size] of [
    ['480', { width: 480, height: 800 }],
    ['zoom200', { width: 640, height: 400 }],
  ] as const) {
    await page.setViewportSize(size);
    await picture(page, `${name}-${look}`);
    const fits = await page.evaluate(
      () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
    );
    expect(fits, `${name} at ${look}`).toBe(true);
    expect(await flatTables(page), `${name} at ${look}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** The text of the file that a press of Export and CSV saves. */
export async function exportCsv(page: Page, press: () => Promise<void>): Promise<string> {
  await press();
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV' }).press('Enter');
  const stream = await (await saving).createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
