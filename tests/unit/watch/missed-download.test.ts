import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { createSessionMemory } from '../../../lib/platform/session-memory.ts';
import { createMissedDownloads } from '../../../lib/watch/missed-download.ts';
import { type DownloadFacts, isTokenDownload } from '../../../lib/watch/token-download.ts';
import { calm, createFakeClock } from '../apple/fake-clock.ts';
import { openFreshDatabase } from '../cache/fresh-database.ts';
import { createMemoryArea } from '../memory-area.ts';

const fake = createFakeClock();
const portalTab = 7;

const download = (change: Partial<DownloadFacts> = {}): DownloadFacts => ({
  id: 1,
  url: 'https://ws.business.apple.com/files/4711',
  referrer: 'https://business.apple.com/',
  filename: '/home/admin/Downloads/sToken_for_North Campus (1).vpptoken',
  startTime: new Date(fake.clock.now()).toISOString(),
  state: 'complete',
  ...change,
});

describe('a content token of a portal is told', () => {
  test.each<[string, Partial<DownloadFacts>]>([
    ['by the start of its name', { filename: 'stoken_FOR_North.txt' }],
    ['by its extension', { filename: 'C:\\Users\\admin\\North.VPPTOKEN' }],
    ['by its address alone', { referrer: '' }],
    [
      'by where it was redirected to',
      { url: 'https://x.test/', referrer: '', finalUrl: 'https://school.apple.com/f' },
    ],
    ['by its referrer alone', { url: 'data:application/octet-stream,abc' }],
    ['as a blob', { url: 'blob:https://school.apple.com/5f0c', referrer: '' }],
  ])('%s', (_, change) => {
    expect(isTokenDownload(download(change))).toBe(true);
  });

  test.each<[string, Partial<DownloadFacts>]>([
    ['another file of the portal', { filename: '/home/admin/devices.csv' }],
    ['a folder of that name', { filename: '/home/admin/vpptoken/devices.csv' }],
    ['a file of another site', { url: 'https://mdm.test/North.vpptoken', referrer: 'https://mdm.test/' }],
    ['a host that only ends like a portal', { url: 'https://evilbusiness.apple.com/', referrer: '' }],
    ['a host that only begins like one', { url: 'https://business.apple.com.test/', referrer: '' }],
    ['a page without encryption', { url: 'http://business.apple.com/', referrer: '' }],
    ['a data link without a page', { url: 'data:,abc', referrer: '' }],
    ['what an extension saves', { byExtensionId: 'x' }],
    ['what has no name yet', { filename: '' }],
  ])('but not %s', (_, change) => {
    expect(isTokenDownload(download(change))).toBe(false);
  });
});

/** One browser; `start` gives a background of it, as each new worker is. */
function setUp({ tab }: { tab: number | undefined } = { tab: portalTab }) {
  const area = createMemoryArea();
  const indexedDB = new IDBFactory();
  const list = new Map<number, DownloadFacts>();
  const cards: string[] = [];
  const bugs: unknown[] = [];
  const view = openFreshDatabase(indexedDB);

  function start() {
    let isDead = false;
    const sleep = async (ms: number) => {
      await fake.clock.sleep(ms);
      if (isDead) await new Promise(() => undefined);
    };
    const missed = createMissedDownloads({
      cache: openFreshDatabase(indexedDB),
      session: createSessionMemory(area),
      clock: { now: fake.clock.now, sleep },
      findDownload: async (id) => list.get(id),
      findPortalTab: async () => tab,
      showCard: async (tabId) => void cards.push(`show ${tabId}`),
      hideCard: async (tabId) => void cards.push(`hide ${tabId}`),
      onBug: (error) => bugs.push(error),
    });
    const kill = () => {
      isDead = true;
    };
    return { ...missed, kill };
  }

  return {
    start,
    cards,
    closeBrowser: () => area.items.clear(),
    /** Puts the download on the browser's list. */
    add(change?: Partial<DownloadFacts>): DownloadFacts {
      const item = download(change);
      list.set(item.id, item);
      return item;
    },
    remove: (id: number) => list.delete(id),
    async status() {
      const row = await view.status.get('missed-download');
      return row?.key === 'missed-download' ? row.value : undefined;
    },
    /** Also waits for the writes, which no clock of ours moves. */
    async pass(ms: number) {
      await fake.advance(ms);
      for (let round = 0; round < 50; round += 1) await calm();
      expect(bugs).toEqual([]);
    },
  };
}

describe('a download that the page hook did not see', () => {
  test('is told after three seconds: in the portal tab, to the screens, and counted', async () => {
    const { start, add, cards, status, pass } = setUp();
    const missed = start();
    missed.onCreated(add());
    await pass(2_900);
    expect(cards).toEqual([]);
    await pass(200);
    expect(cards).toEqual(['show 7']);
    expect(await status()).toEqual({ count: 1, at: fake.clock.now() - 3_100 });
    expect([await missed.isShownIn(portalTab), await missed.isShownIn(8)]).toEqual([true, false]);
  });

  test('is told when its name comes later, and once', async () => {
    const { start, add, cards, status, pass } = setUp();
    const missed = start();
    const unnamed = add({ filename: '' });
    missed.onCreated(unnamed);
    await pass(20_000);
    expect(cards).toEqual([]);
    add({ startTime: unnamed.startTime });
    missed.onChanged({ id: 1, filename: { current: 'sToken_for_North.vpptoken' } });
    missed.onChanged({ id: 1 });
    await pass(3_000);
    expect(cards).toEqual(['show 7']);
    expect((await status())?.count).toBe(1);
  });

  test('is told to the screens alone when the portal is closed already', async () => {
    const { start, add, cards, status, pass } = setUp({ tab: undefined });
    start().onCreated(add());
    await pass(3_000);
    expect(cards).toEqual([]);
    expect((await status())?.at).toBeDefined();
  });

  test('is judged by the next background when the first one died', async () => {
    const { start, add, cards, status, pass } = setUp();
    const first = start();
    first.onCreated(add());
    await pass(1_000);
    first.kill();
    await pass(60_000);
    expect(cards).toEqual([]);
    const second = start();
    await second.resume();
    await second.resume();
    await pass(0);
    expect(cards).toEqual(['show 7']);
    expect((await status())?.count).toBe(1);
    await start().resume();
    await pass(5_000);
    expect(cards).toEqual(['show 7']);
  });
});

describe('nothing is told', () => {
  test.each([
    ['up to ten seconds before, as a repeat is held back so long', -10_000],
    ['with its start', 0],
    ['up to three seconds after', 2_500],
  ])('of a download whose token was captured %s', async (_, offset) => {
    const { start, add, cards, status, pass } = setUp();
    const missed = start();
    if (offset <= 0) await missed.captured();
    await pass(Math.max(0, -offset));
    missed.onCreated(add());
    await pass(Math.max(0, offset));
    if (offset > 0) await missed.captured();
    await pass(5_000);
    expect(cards).toEqual([]);
    expect(await status()).toBeUndefined();
  });

  test('of a download that was cancelled, or is gone', async () => {
    const { start, add, remove, cards, pass } = setUp();
    const missed = start();
    missed.onCreated(add({ id: 1, state: 'interrupted' }));
    missed.onCreated(add({ id: 2 }));
    remove(2);
    await pass(5_000);
    expect(cards).toEqual([]);
  });

  test('but a capture long ago covers nothing', async () => {
    const { start, add, cards, pass } = setUp();
    const missed = start();
    await missed.captured();
    await pass(60_000);
    missed.onCreated(add());
    await pass(3_000);
    expect(cards).toEqual(['show 7']);
  });
});

describe('the question for the file ends', () => {
  async function asked() {
    const browser = setUp();
    const missed = browser.start();
    missed.onCreated(browser.add());
    await browser.pass(3_000);
    browser.cards.length = 0;
    return { ...browser, missed };
  }

  test.each(['captured', 'clear'] as const)(
    'when the token came or it was declined (%s); the count stays',
    async (act) => {
      const { missed, cards, status } = await asked();
      await missed[act]();
      expect(cards).toEqual(['hide 7']);
      expect(await status()).toEqual({ count: 1 });
      expect(await missed.isShownIn(portalTab)).toBe(false);
    },
  );

  test('when the browser is closed, not when the worker is', async () => {
    const { start, status, closeBrowser } = await asked();
    await start().resume();
    expect((await status())?.at).toBeDefined();
    closeBrowser();
    await start().resume();
    expect(await status()).toEqual({ count: 1 });
  });
});
