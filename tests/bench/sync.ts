import type { Worker } from 'playwright-core';
import { z } from 'zod';
import { createScreen } from '../browser/support/extension.ts';
import { type Chromium, launchChromium } from '../browser/support/launch-chromium.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import type { Benchmark } from './benchmark.ts';

const pageSize = 999;
const ratio = 1.5;

/**
 * A full sync of 1,000,000 assignments with the rate out of the way, against only fetching and parsing the same pages
 * in the same worker (design 9).
 */
export const run: Benchmark = async ({ say, report }) => {
  const simulator = await startSimulator({
    seed: 'million',
    pageSize,
    config: { limits: { maxRequestPerSecond: 1_000_000 } },
  });
  const chromium = await launchChromium({ net: simulator });
  try {
    const [token = ''] = Object.values(simulator.tokens);
    const worker = await chromium.serviceWorker();
    // The simulator renders each page once and keeps it: neither side shall pay for that.
    await bareSeconds(worker, token);
    const floor = await bareSeconds(worker, token);
    say(
      `fetch and JSON.parse alone: ${floor.seconds.toFixed(2)} s, ${floor.rows} rows, ${floor.pages} pages`,
    );
    const measured = await syncSeconds(chromium, token);
    say(`full sync: ${measured.seconds.toFixed(2)} s, ${measured.rows} rows`);
    if (measured.rows !== floor.rows) throw new Error('The sync did not read what the bare loop read.');
    report({
      name: 'full sync of 1,000,000 assignments',
      unit: 's',
      measured: measured.seconds,
      budget: floor.seconds * ratio,
      baseline: floor.seconds,
      browser: chromium.found.path,
    });
  } finally {
    await chromium.close();
    await simulator.close();
  }
};

const bare = z.object({ seconds: z.number(), rows: z.number(), pages: z.number() });

/** Five at once, as the product reads. */
async function bareSeconds(worker: Worker, token: string) {
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
    return { seconds: (performance.now() - began) / 1000, rows, pages: first.totalPages };
  }, token);
  return bare.parse(outcome);
}

async function syncSeconds(chromium: Chromium, token: string) {
  const page = await chromium.openPopupTab();
  const screen = createScreen(page);
  await screen.setSettings({ requestsPerSecond: 100_000 });
  await screen.link(token);
  const [row] = await screen.settled(300_000);
  if (!row?.finishedAt) throw new Error('The sync has no end.');
  const directories = z.array(z.object({ leaves: z.array(z.object({ rows: z.number() })) }));
  const [directory] = directories.parse(await screen.rows('directories'));
  const rows = directory?.leaves.reduce((sum, leaf) => sum + leaf.rows, 0);
  return { seconds: (row.finishedAt - row.startedAt) / 1000, rows };
}
