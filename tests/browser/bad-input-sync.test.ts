import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { wordsForFailure } from '../../components/ui/failure-words.ts';
import { writeTime } from '../../components/ui/words.ts';
import type { ErrorCode } from '../../lib/platform/errors.ts';
import common from '../../locales/en/common.json';
import tokensWords from '../../locales/en/tokens.json';
import { createTranslator } from '../../locales/translate.ts';
import { expectWords, openWorld, type World } from './support/bad-input-world.ts';
import { waitFor } from './support/wait-for.ts';

const t = createTranslator(common, 'en');
const tc = createTranslator(tokensWords, 'en');
const always = { count: Number.POSITIVE_INFINITY };
const Rows = z.array(
  z.object({
    uId: z.string(),
    state: z.string(),
    nextAt: z.number().optional(),
    failure: z.object({ code: z.string() }).optional(),
  }),
);

let world: World;
beforeAll(async () => {
  world = await openWorld({ pageSize: 100 });
});
afterAll(() => world?.close());
afterEach(async () => {
  world.apple.faults.clear();
  world.apple.config.legacy200 = false;
  world.apple.setTokenState(world.tokens.ps01 ?? '', 'valid');
  await world.expectUnharmed();
});

const syncRow = async () => Rows.parse(await world.screen.rows('syncs')).find((row) => row.uId === world.uId);

/** Presses the button of the screen and waits for the end of the run. */
async function syncNow() {
  const { page } = world;
  await page.getByRole('button', { name: tc('sync.full') }).click();
  return waitFor(
    async () => {
      const row = await syncRow();
      return (row?.state === 'failed' || row?.state === 'waiting') && row;
    },
    { timeout: 30_000, message: 'the sync has stopped' },
  );
}

describe('a sync that Apple refuses', () => {
  const refusals: [ErrorCode, number, boolean][] = [
    ['unauthorized', 9601, false],
    ['expired', 9621, false],
    ['invalid', 9622, false],
    ['revoked', 9625, false],
    ['service-removed', 9634, false],
    ['not-allowed', 9637, false],
    ['legacy-token', 9647, false],
    ['expired', 9621, true],
    ['revoked', 9625, true],
    ['invalid', 9622, true],
  ];
  test.each(refusals)('says %s (%d, with HTTP 200: %s)', async (code, errorNumber, with200) => {
    const status = with200 ? { status: 200 } : {};
    world.apple.faults.add({ path: /assignments$/, ...always }, { kind: 'error', errorNumber, ...status });
    expect(await syncNow()).toMatchObject({ state: 'failed', failure: { code } });
    await expectWords(world.page, { code }, code === 'revoked' ? tc('doctor.revoked.cure') : undefined);
  });

  test('a token that was revoked meanwhile is told in the popup too, with the way to renew', async () => {
    world.apple.setTokenState(world.tokens.ps01 ?? '', 'revoked');
    await syncNow();
    const popup = await world.chromium.openPopupTab();
    await popup.getByText(t('notice.revoked', { location: 'PS01 Riverside Primary' })).waitFor();
    await popup.getByRole('button', { name: t('act.renew') }).waitFor();
    await popup.close();
  });
});

describe('a web page instead of data', () => {
  test('with 200 waits and is named', async () => {
    world.apple.faults.add({ path: /assets$/, ...always }, { kind: 'html', status: 200 });
    expect(await syncNow()).toMatchObject({ state: 'waiting', failure: { code: 'not-json' } });
    await expectWords(world.page, { code: 'not-json' });
  });

  test('with 502 waits, is named, and tells its number', async () => {
    world.apple.faults.add({ path: /assets$/, ...always }, { kind: 'html', status: 502 });
    expect(await syncNow()).toMatchObject({ state: 'waiting', failure: { code: 'server' } });
    await expectWords(world.page, { code: 'server', details: { status: 502, page: true } });
  });
});

describe('a line that dies', () => {
  test.each(['drop', 'truncate'] as const)(
    'in the middle of the walk (%s) loses no page that was read',
    async (kind) => {
      const { apple, simulator, screen, page } = world;
      apple.faults.add({ path: /assignments$/, skip: 6, ...always }, { kind });
      const from = simulator.log.entries.length;
      expect(await syncNow()).toMatchObject({ state: 'waiting', failure: { code: 'offline' } });
      await expectWords(page, { code: 'offline' });
      apple.faults.clear();
      // Looking at the popup is enough to try again.
      const popup = await world.chromium.openPopupTab();
      await screen.settled(15_000);
      await popup.close();
      const reads = simulator.log.entries
        .slice(from)
        .filter((entry) => entry.path.endsWith('/assignments') && entry.status === 200)
        .map((entry) => new URLSearchParams(entry.query).get('pageIndex') ?? '0');
      expect(reads.length - new Set(reads).size).toBeLessThanOrEqual(kind === 'drop' ? 0 : 5);
    },
  );
});

describe('Apple asks for a pause', () => {
  test('of some seconds: the run waits in place and ends well', async () => {
    const { apple, screen, page, simulator } = world;
    const fault = apple.faults.add(
      { path: /assets$/ },
      { kind: 'error', errorNumber: 9646, retryAfter: { seconds: 3 } },
    );
    const from = simulator.log.entries.length;
    await page.getByRole('button', { name: tc('sync.full') }).click();
    await waitFor(() => fault.hits === 1, { message: 'Apple has asked for a pause' });
    await screen.settled(30_000);
    const [refused, next] = simulator.log.entries.slice(from).filter(({ path }) => path.endsWith('/assets'));
    expect((next?.time ?? 0) - (refused?.time ?? 0)).toBeGreaterThanOrEqual(2_900);
  });

  test.each([
    ['throttled', 9646, { seconds: 300 }],
    ['maintenance', 9729, { seconds: 300 }],
    ['maintenance', 9729, { dateInSeconds: 300 }],
  ] as const)(
    'of minutes (%s %d %j): the row says until when, and nothing is asked before',
    async (code, errorNumber, retryAfter) => {
      const { apple, page, screen, simulator, uId } = world;
      const asked = Date.now();
      apple.faults.add({ path: /assets$/ }, { kind: 'error', errorNumber, retryAfter });
      const row = await syncNow();
      expect(row).toMatchObject({ state: 'waiting', failure: { code } });
      expect(Math.abs((row.nextAt ?? 0) - asked - 300_000)).toBeLessThan(10_000);
      await expectWords(page, { code });
      await page.getByText(t('sync.waiting.until', { time: writeTime(row.nextAt ?? 0) })).waitFor();

      const sent = simulator.log.entries.length;
      await screen.send('location.sync', { uId });
      await waitFor(async () => (await syncRow())?.state === 'waiting', { message: 'it waits again' });
      expect((await syncRow())?.nextAt).toBe(row.nextAt);
      expect(simulator.log.entries.slice(sent).filter(({ host }) => host === 'vpp.itunes.apple.com')).toEqual(
        [],
      );
      await world.endPause();
    },
  );

  test('of half a minute: the alarm goes on by itself', async () => {
    const { apple, screen } = world;
    apple.faults.add({ path: /assets$/ }, { kind: 'error', errorNumber: 9729, retryAfter: { seconds: 25 } });
    expect(await syncNow()).toMatchObject({ state: 'waiting', failure: { code: 'maintenance' } });
    await world.chromium.killWorker();
    await screen.settled(100_000);
  });
});

test('the words of a waiting sync name no failure twice', async () => {
  const { apple, page } = world;
  apple.faults.add({ path: /assets$/, ...always }, { kind: 'drop' });
  await syncNow();
  const { title } = wordsForFailure({ code: 'offline' });
  await page.getByRole('alert').filter({ hasText: title }).first().waitFor();
  expect(await page.getByRole('alert').filter({ hasText: title }).count()).toBe(1);
});
