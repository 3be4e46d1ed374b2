import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wordsForFailure } from '../../components/ui/failure-words.ts';
import common from '../../locales/en/common.json';
import tokensWords from '../../locales/en/tokens.json';
import { createTranslator } from '../../locales/translate.ts';
import { expectWords, openWorld, type World } from './support/bad-input-world.ts';
import { launchChromium } from './support/launch-chromium.ts';
import { canMount, mountSmallDisk } from './support/small-disk.ts';

const t = createTranslator(common, 'en');
const tc = createTranslator(tokensWords, 'en');
/** In CI it must not be left out: there the mount fails aloud. */
const isLeftOut = !canMount && !process.env.CI;

describe.skipIf(isLeftOut)('a profile on a full disk (needs root, to mount a small file system)', () => {
  let disk: ReturnType<typeof mountSmallDisk>;
  let world: World;
  beforeAll(async () => {
    disk = mountSmallDisk(96);
    world = await openWorld({ seed: 'sixty-thousand' }, (options) =>
      launchChromium({ ...options, profileDir: join(disk.path, 'profile') }),
    );
  });
  afterAll(async () => {
    disk?.free();
    await world?.close();
    disk?.unmount();
  });

  test('is told, loses nothing, and with room again the sync goes on', async () => {
    const { page, screen } = world;
    const before = await world.takeStock();
    // Room to note that a sync begins, not to note how it ends.
    disk.fill(48 * 1024);
    await page.getByRole('button', { name: tc('sync.full') }).click();
    // By the line above the screen or, where the end could just be noted, by the location itself.
    const { title } = wordsForFailure({ code: 'storage-full' });
    await page.getByText(title).first().waitFor();

    disk.free();
    // What cannot be opened on a full disk, and how it comes back, is the next test's; here the disk has room again.
    await page.reload();
    await page.getByRole('heading', { name: tc('title'), exact: true }).waitFor();
    const again = page.getByRole('button', { name: tc('sync.full') });
    if (await again.isEnabled()) await again.click();
    await screen.settled(60_000);
    await page.getByText(title).first().waitFor({ state: 'detached' });
    expect(await world.takeStock()).toEqual(before);
    await world.expectUnharmed();
  });
});

describe('a store that cannot be opened', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ seed: 'tiny' });
  });
  afterAll(() => world?.close());

  test.each([
    ['storage-broken', undefined],
    ['storage-full', { quota: 1_000_000, usage: 999_000 }],
  ] as const)('is named as %s by console and popup, with a way to try again', async (code, room) => {
    const { chromium } = world;
    for (const path of ['options.html#/tokens', 'popup.html']) {
      const page = await chromium.context.newPage();
      await page.addInitScript((known) => {
        if (sessionStorage.getItem('mended')) return;
        IDBFactory.prototype.open = () => {
          throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
        };
        if (known) navigator.storage.estimate = async () => known;
      }, room);
      await page.goto(`chrome-extension://${chromium.extensionId}/${path}`);
      const panel = await expectWords(page, { code });
      await page.evaluate(() => sessionStorage.setItem('mended', 'yes'));
      await panel.getByRole('button', { name: t('candidate.again') }).click();
      await page.getByText('PS01').first().waitFor();
      await page.close();
    }
    await world.expectUnharmed();
  });
});
