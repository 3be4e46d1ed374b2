import type { Worker } from 'playwright-core';
import { z } from 'zod';
import { openBrowserCdp } from '../browser/support/cdp.ts';
import { createScreen } from '../browser/support/extension.ts';
import { type Chromium, launchChromium } from '../browser/support/launch-chromium.ts';
import { gridSeed } from '../simulator/seeds/grid.ts';
import { startSimulator } from '../simulator/start-simulator.ts';

const pageSize = 999;
const patience = 400_000;
export const megabyte = 1e6;

/** Milliseconds since the epoch, and its length. */
export interface Run {
  startedAt: number;
  finishedAt: number;
  ms: number;
}
export type AppleWorld = Awaited<ReturnType<typeof openAppleWorld>>;

/**
 * A location of so many devices with ten apps each at the simulated Apple, and a browser with the product. No page of
 * the extension is open while something is measured. `close` it.
 */
export async function openAppleWorld({ devices, mostPerSecond }: { devices: number; mostPerSecond: number }) {
  const seed = gridSeed('grid', { devices, appsEach: 10, apps: 200, people: 0 });
  const simulator = await startSimulator({
    seed,
    pageSize,
    config: { limits: { maxRequestPerSecond: mostPerSecond } },
  });
  const chromium = await launchChromium({ net: simulator });
  const [token = ''] = Object.values(simulator.tokens);
  const uId = seed[0]?.uId ?? '';
  const worker = await chromium.serviceWorker();
  const inWorker = createScreen(worker);

  async function send<T>(act: (screen: ReturnType<typeof createScreen>) => Promise<T>): Promise<T> {
    const page = await chromium.openPopupTab();
    try {
      return await act(createScreen(page));
    } finally {
      await page.close();
    }
  }
  /** From the run's own row. */
  async function runOf(uId: string, begin: () => Promise<unknown>): Promise<Run> {
    const before = (await inWorker.syncs()).find((row) => row.uId === uId)?.finishedAt;
    await begin();
    for (;;) {
      const row = (await inWorker.settled(patience)).find((one) => one.uId === uId);
      if (!row?.finishedAt || row.finishedAt === before) continue;
      const { startedAt, finishedAt } = row;
      return { startedAt, finishedAt, ms: finishedAt - startedAt };
    }
  }

  return {
    simulator,
    chromium,
    worker,
    rows: inWorker.rows,
    browser: chromium.found.path,
    setRate: (requestsPerSecond: number) => inWorker.setSettings({ requestsPerSecond }),
    /** Fetching and parsing alone, in milliseconds, five pages at once as the product reads. */
    bare: () => bareMs(worker, token),
    /** The first sync, which a link begins. */
    firstSync: () => runOf(uId, () => send((screen) => screen.link(token))),
    /** A later one. */
    sync: (full: boolean) => runOf(uId, () => send((screen) => screen.send('location.sync', { uId, full }))),
    /** How many assignments the cache holds. */
    async countRows(): Promise<number> {
      const directories = z.array(z.object({ leaves: z.array(z.object({ rows: z.number() })) }));
      const [directory] = directories.parse(await inWorker.rows('directories'));
      return directory?.leaves.reduce((sum, leaf) => sum + leaf.rows, 0) ?? 0;
    },
    close: async () => {
      await chromium.close();
      await simulator.close();
    },
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

/** The most that the worker's heap and buffers come to while `act` goes on, in bytes. */
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
      const usage = HeapUsage.parse(await say('Runtime.getHeapUsage'));
      peak = Math.max(peak, usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const watching = watch();
  try {
    await act();
  } finally {
    isOver = true;
  }
  await watching;
  return peak;
}
