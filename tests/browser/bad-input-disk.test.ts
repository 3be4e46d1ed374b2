import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wordsForFailure } from '../../components/ui/failure-words.ts';
import common from '../../locales/en/common.json';
import consoleWords from '../../locales/en/console.json';
import { createTranslator } from '../../locales/translate.ts';
import { expectWords, openWorld, type World } from './support/bad-input-world.ts';
import { launchChromium } from './support/launch-chromium.ts';
import { canMount, mountSmallDisk } from './support/small-disk.ts';
import { waitFor } from './support/wait-for.ts';

const t = createTranslator(common, 'en');
const tc = createTranslator(consoleWords, 'en');
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

  test('is told everywhere, loses nothing, and with room again the sync goes on by itself', async () => {
    const { page, screen, chromium, apple, key } = world;
    const before = await world.takeStock();
    // Room to note that a sync begins, not to note how it ends.
    disk.fill(48 * 1024);
    await page.getByRole('button', { name: tc('tokens.sync.full') }).click();
    await page.getByText(t('notice.storage-full')).waitFor();
    disk.fill(0);

    // A new token is refused as soon as the store cannot note it any more (its log may have a last page).
    await page.getByRole('button', { name: tc('tokens.link') }).click();
    await page.getByRole('button', { name: tc('tokens.paste') }).click();
    const { title, cure } = wordsForFailure({ code: 'storage-full' });
    const refusal = page.getByText(`${title} ${cure}`);
    const field = page.getByRole('textbox', { name: t('paste.label') });
    for (let tries = 0; tries < 20 && (await refusal.count()) === 0; tries += 1) {
      await field.fill(apple.issueToken(key));
      await page.getByRole('button', { name: t('paste.act') }).click();
      await waitFor(async () => (await refusal.count()) > 0 || (await field.inputValue()) === '', {
        message: 'the token is taken or refused',
      });
    }
    await refusal.waitFor();

    // A screen that is opened now cannot read, and says why.
    const late = await chromium.openConsole('/tokens');
    const panel = await expectWords(late, { code: 'storage-full' });

    disk.free();
    await panel.getByRole('button', { name: t('candidate.again') }).click();
    await late.getByRole('heading', { name: consoleWords['tokens.title'] }).waitFor();
    await screen.settled(60_000);
    await page.getByText(t('notice.storage-full')).waitFor({ state: 'detached' });
    expect(await world.takeStock()).toEqual(before);
    await world.expectUnharmed();
  });
});
