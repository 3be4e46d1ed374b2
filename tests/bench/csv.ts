import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { HolderSeed } from '../browser/holders-seed.ts';
import { exportCsv, openHolderWorld } from '../browser/support/holder-screens.ts';
import { root } from '../support/steps.ts';
import type { Benchmark } from './benchmark.ts';
import { installStopwatch, longestFrame, summary, untilDone, waitUntilIdle, written } from './stopwatch.ts';

const rows = 100_000;
const rounds = 5;
const seed: HolderSeed = { devices: 0, apps: 1, people: rows, retired: 0, branches: 1 };

/** The locations of the seed. */
const places = [
  { uId: '2049025000431441', what: `${rows} rows checked` },
  { uId: '2049025000431439', what: `${rows} rows checked against ${rows} people` },
];

/**
 * A file of 100,000 people, one in a hundred of them bad, on the Import screen of the production build: from the choice
 * in its file input to who can be created and who is left out, painted; and the longest task of the page meanwhile
 * (design 9). What the screen then exports names every bad line.
 */
export const run: Benchmark = async ({ say, report }) => {
  const { path, badLines } = writeFile();
  const world = await openHolderWorld();
  try {
    const browser = world.chromium.found.path;
    const planter = await world.chromium.openConsole('/settings');
    await world.plant(planter, seed);
    await planter.close();
    say('planted');
    for (const { uId, what } of places) {
      const taken: number[][] = [];
      const tasks: number[][] = [];
      for (let round = 0; round < rounds; round++) {
        const page = await openImport(world, uId);
        let ms = Number.NaN;
        const { task } = await longestFrame(page, async () => {
          ms = await untilDone(page, {
            event: 'change',
            act: () => choose(page, path),
            sign: isChecked(badLines.length),
          });
          await waitUntilIdle(page);
        });
        say(`${what}: ${ms.toFixed(0)} ms, longest task ${task}`);
        taken.push([ms]);
        tasks.push([task]);
        if (round === 0) await expectNamed(page, badLines);
        await page.close();
      }
      for (const [name, budget, found] of [
        [`csv: ${what}`, 2000, summary(taken)],
        [`csv: longest task of the page, ${what}`, 100, summary(tasks)],
      ] as const) {
        say(`${name}: ${written(found)}`);
        report({ name, unit: 'ms', ...found, budget, browser });
      }
    }
  } finally {
    await world.close();
  }
};

/** The screen, when it stands and the page has nothing else to do, as while the admin looks for the file. */
async function openImport(
  { chromium }: Awaited<ReturnType<typeof openHolderWorld>>,
  uId: string,
): Promise<Page> {
  const page = await chromium.context.newPage();
  await installStopwatch(page);
  await page.goto(`chrome-extension://${chromium.extensionId}/options.html#/people/import?location=${uId}`);
  await page.locator('input[type=file]').waitFor({ state: 'attached' });
  await waitUntilIdle(page);
  return page;
}

const choose = (page: Page, path: string) => page.locator('input[type=file]').setInputFiles(path);

/** The sum of the check and the first rows are there. */
const isChecked = (bad: number) =>
  `document.querySelector('.import-sum [role=status]')?.textContent === '${said(rows - bad)} people can be created. ${said(bad)} rows are left out.' && document.querySelector('main .table-row .cell:not(:empty)')`;

const said = (count: number) => count.toLocaleString('en');

/** @throws unless the screen's own list of what is left out names the bad lines and no other */
async function expectNamed(page: Page, badLines: readonly number[]): Promise<void> {
  await page.getByRole('tab', { name: `Left out (${said(badLines.length)})` }).click();
  const csv = await exportCsv(page, () => page.getByRole('button', { name: 'Export' }).click());
  const named = csv
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => Number.parseInt(line, 10));
  if (named.join() !== badLines.join())
    throw new Error(`Of ${badLines.length} bad rows ${named.length} were named.`);
}

/** One in a hundred is bad, in each way that a file alone can be. */
function writeFile(): { path: string; badLines: number[] } {
  const badLines: number[] = [];
  const lines = Array.from({ length: rows }, (_, index) => {
    if (index % 100 !== 99) return `person${index}@example.com,"Person, ${index}",room ${index % 50}`;
    badLines.push(index + 2);
    const bad = [
      `person${index}.example.com,P,`,
      ',P,',
      'PERSON0@example.com,P,',
      `p${index}@example.com,"P" x,`,
    ];
    return bad[Math.floor(index / 100) % bad.length] ?? '';
  });
  const folder = join(root, 'bench-output');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'people.csv');
  writeFileSync(path, `Email,Name,Notes\n${lines.join('\n')}\n`);
  return { path, badLines };
}
