import type { Worker } from 'playwright-core';
import { z } from 'zod';
import { openBrowserCdp } from '../browser/support/cdp.ts';
import { createScreen } from '../browser/support/extension.ts';
import { type Chromium, launchChromium } from '../browser/support/launch-chromium.ts';
import { waitFor, within } from '../browser/support/wait-for.ts';
import { gridSeed } from '../simulator/seeds/grid.ts';
import { startSimulator } from '../simulator/start-simulator.ts';

const pageSize = 999;
/** Milliseconds that a sync of a million, or the bare loop over it, may take on a busy machine. */
const patience = 240_000;
/** A call to a worker that died waits until something starts it again, and nothing may. */
const answersWithin = 60_000;
export const megabyte = 1e6;
const heldLocks = 'navigator.locks.query().then(({ held }) => held.length)';

/** Milliseconds since the epoch, and its length. */
export interface Run {
  startedAt: number;
  finishedAt: number;
  ms: number;
}
export type SimulatedApple = Awaited<ReturnType<typeof startApple>>;
export type AppleWorld = Awaited<ReturnType<typeof openAppleWorld>>;

/**
 * A location of so many devices with ten apps each at the simulated Apple. It knows no app's name: names and pictures
 * come beside a sync from other hosts, ten pictures a second for long after it, and would be measured with whatever
 * goes on meanwhile.
 */
export async function startApple({ devices, mostPerSecond }: { devices: number; mostPerSecond: number }) {
  const grid = gridSeed('grid', { devices, appsEach: 10, apps: 200, people: 0 });
  const seed = grid.map((location) => ({
    ...location,
    assets: location.assets.map(({ store: _, ...asset }) => asset),
  }));
  const simulator = await startSimulator({
    seed,
    pageSize,
    config: { limits: { maxRequestPerSecond: mostPerSecond } },
  });
  const [token = ''] = Object.values(simulator.tokens);
  return { simulator, token, uId: seed[0]?.uId ?? '', close: simulator.close };
}

/** A fresh browser with the product. No page of the extension is open while something is measured. `close` it. */
export async function openAppleWorld({ simulator, token, uId }: SimulatedApple) {
  const chromium = await launchChromium({ net: simulator });
  const worker = await chromium.serviceWorker();
  const evaluate = (expression: string): Promise<unknown> =>
    within(worker.evaluate(expression), answersWithin, 'the worker answers');
  const inWorker = createScreen({ evaluate });
  const birth = () => evaluate('performance.timeOrigin');
  const bornAt = await birth();

  async function send<T>(act: (screen: ReturnType<typeof createScreen>) => Promise<T>): Promise<T> {
    const page = await chromium.openPopupTab();
    try {
      return await within(act(createScreen(page)), answersWithin, 'the background takes a command');
    } finally {
      await page.close();
    }
  }

  const getRow = async () => (await inWorker.syncs()).find((row) => row.uId === uId);

  /** From the run's own row. @throws when it ends otherwise than done, or not at all */
  async function runOf(begin: () => Promise<unknown>): Promise<Run> {
    const before = await getRow();
    await begin();
    const end = await waitFor(
      async () => {
        const row = await getRow().catch((error: unknown) => ({ error }));
        if (!row || 'error' in row) return row;
        if (row.state === 'failed' || row.state === 'waiting')
          return { error: new Error(`The sync is ${row.state}: ${row.failure?.code}`) };
        const { state, startedAt, finishedAt } = row;
        const isNew = state === 'done' && finishedAt !== undefined && finishedAt !== before?.finishedAt;
        return isNew && { startedAt, finishedAt };
      },
      { timeout: patience, message: 'the sync that was asked for is done' },
    );
    if ('error' in end) throw end.error;
    if ((await birth()) !== bornAt) throw new Error('The worker was ended and began anew meanwhile.');
    return { ...end, ms: end.finishedAt - end.startedAt };
  }

  return {
    simulator,
    chromium,
    rows: inWorker.rows,
    browser: chromium.found.path,
    setRate: (requestsPerSecond: number) => inWorker.setSettings({ requestsPerSecond }),
    /** Fetching and parsing alone, in milliseconds, five pages at once as the product reads. */
    bare: () => within(bareMs(worker, token), patience, 'all pages are fetched'),
    /** The first sync, which a link begins. */
    firstSync: () => runOf(() => send((screen) => screen.link(token))),
    /** A later one. One that has just ended must have left its place, or this one would count as the same. */
    sync: async (full: boolean) => {
      await waitFor(async () => (await evaluate(heldLocks)) === 0, {
        timeout: patience,
        message: 'the sync before has left its place',
      });
      return runOf(() => send((screen) => screen.send('location.sync', { uId, full })));
    },
    /** How many assignments the cache holds. */
    async countRows(): Promise<number> {
      const directories = z.array(z.object({ leaves: z.array(z.object({ rows: z.number() })) }));
      const [directory] = directories.parse(await inWorker.rows('directories'));
      return directory?.leaves.reduce((sum, leaf) => sum + leaf.rows, 0) ?? 0;
    },
    close: chromium.close,
  };
}

async function bareMs(worker: Worker, token: string) {
  const outcome: unknown = await worker.evaluate(async (bearer) => {
    const began = performance.now();
    const read = async (index: number) => {
      const response = await fetch(`https://vpp.itunes.apple.com/mdm/v2/assignments?pageIndex=${index}`, {
        headers: { authorization: `Bearer ${bearer}` },
        cache: 'no-store',
      });
      return JSON.parse(await response.text());
    };
    const first = await read(0);
    let rows = first.assignments.length;
    let next = 1;
    const lane = async () => {
      while (next < first.totalPages) {
        const page = await read(next++);
        rows += page.assignments.length;
      }
    };
    await Promise.all([lane(), lane(), lane(), lane(), lane()]);
    return { ms: performance.now() - began, rows, pages: first.totalPages };
  }, token);
  return z.object({ ms: z.number(), rows: z.number(), pages: z.number() }).parse(outcome);
}

const HeapUsage = z.object({
  usedSize: z.number(),
  embedderHeapUsedSize: z.number(),
  backingStorageSize: z.number(),
});

/**
 * The most that the worker's heap and buffers come to while `act` goes on, in bytes.
 * @throws what `act` throws, or that the worker tells no more
 */
export async function peakHeap(chromium: Chromium, act: () => Promise<unknown>): Promise<number> {
  const owner = chromium.context.browser();
  if (!owner) throw new Error('The browser has gone.');
  const cdp = await openBrowserCdp(owner);
  const target = (await cdp.targets()).find(
    ({ type, url }) => type === 'service_worker' && url.includes(chromium.extensionId),
  );
  if (!target) throw new Error('No worker runs.');
  const say = await cdp.talk(target.targetId);
  let peak = 0;
  let isOver = false;
  const watch = async () => {
    while (!isOver) {
      const told = await within(say('Runtime.getHeapUsage'), answersWithin, 'the worker tells of its heap');
      const usage = HeapUsage.parse(told);
      peak = Math.max(peak, usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const acting = act().finally(() => {
    isOver = true;
  });
  await Promise.all([acting, watch()]);
  return peak;
}
