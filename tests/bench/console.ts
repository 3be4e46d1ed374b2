import type { Page } from 'playwright-core';
import type { Benchmark } from './benchmark.ts';
import { openBigCache } from './big-cache.ts';
import {
  installStopwatch,
  longestFrame,
  type Sign,
  summary,
  untilAnswered,
  untilChanged,
  untilPainted,
  waitForSign,
  waitUntilIdle,
  written,
} from './stopwatch.ts';

const rounds = 5;

interface Table {
  name: string;
  hash: string;
  /** From which screen it is opened. */
  from: string;
  /** CSS of the part of the page that it stands in. */
  place: string;
  /** True once everything has been read. */
  whole: Sign;
  /** What says how many rows were found. */
  count: string;
  /** Typed one by one; each leaves other rows. */
  keys: readonly string[];
}

const screen = { from: '/tokens', place: 'main', count: '.filter-count' };
const readAll = `/\\d/.test(document.querySelector('.filter-count')?.textContent ?? '') && !/so far/.test(document.querySelector('.filter-count').textContent)`;
const app = '/apps?open=361309726.STDQ';
const back = 'Backspace';

const tables: readonly Table[] = [
  { ...screen, name: 'apps & books', hash: '/apps', whole: readAll, keys: ['7', '3', back, '1', back, back] },
  {
    ...screen,
    name: 'people',
    hash: '/people',
    whole: readAll,
    keys: ['7', '4', '2', back, '1', back, back, back],
  },
  {
    ...screen,
    name: 'devices',
    hash: '/devices',
    whole: readAll,
    keys: ['Z', '8', 'K', back, 'J', back, back, back],
  },
  {
    ...screen,
    name: 'tokens',
    from: '/settings',
    hash: '/tokens',
    whole: readAll,
    keys: ['7', '4', back, back],
  },
  {
    name: 'holders of an app',
    hash: `${app}&tab=holders`,
    from: app,
    place: '.beside-detail',
    whole: 'true',
    count: '.pane-note .strong',
    keys: ['Z', '8', 'K', back, 'J', back, back, back],
  },
];

/** The tables over 1,000,000 assignments (design 9): first paint, frames of a scroll, an answer to each key stroke. */
export const run: Benchmark = async ({ say, report }) => {
  const chromium = await openBigCache(say);
  const browser = chromium.found.path;
  const root = `chrome-extension://${chromium.extensionId}/options.html`;
  const note = (
    name: string,
    budget: number,
    taken: readonly (readonly number[])[],
    baselines?: readonly (readonly number[])[],
  ) => {
    const found = summary(taken);
    const least = baselines && summary(baselines);
    say(`${name}: ${written(found)}${least ? `; an empty page ${written(least)}` : ''}`);
    report({ name, unit: 'ms', ...found, budget, browser, ...(least && { baseline: least.measured }) });
  };
  const open = async (hash?: string) => {
    const page = await chromium.context.newPage();
    await installStopwatch(page);
    if (hash) await page.goto(`${root}#${hash}`);
    return page;
  };
  /** From its beginning to the paint, on a page that has nothing else to do. */
  const openFresh = async (url: string, sign: Sign) => {
    const page = await open();
    await page.goto('about:blank');
    await waitUntilIdle(page);
    const taken = await untilPainted(page, url, sign);
    await page.close();
    return taken;
  };
  const openBaseline = () =>
    openFresh(root.replace('options', 'baseline'), `document.querySelector('#baseline')`);
  try {
    // What has just been installed or started compiles its scripts first; every later page finds them compiled.
    const cold = await openFresh(
      `${root}#/overview`,
      `document.querySelector('main')?.childElementCount > 0`,
    );
    await openBaseline();
    say(`the first page after the start of the browser: ${cold.toFixed(0)}`);
    for (const table of tables) {
      const baselines: number[][] = [];
      const changed: number[][] = [];
      const fresh: number[][] = [];
      const answers: number[][] = [];
      const frames: number[][] = [];
      const tasks: number[][] = [];
      for (let round = 0; round < rounds; round++) {
        baselines.push([await openBaseline()]);
        fresh.push([await openFresh(`${root}#${table.hash}`, hasRows(table))]);
        const page = await open(table.from);
        await waitForSign(page, `document.querySelector('main')?.childElementCount > 0`);
        await waitUntilIdle(page);
        changed.push([await untilChanged(page, table.hash, hasRows(table))]);
        const early = await longestFrame(page, () => scroll(page, table));
        await waitForSign(page, table.whole);
        const late = await longestFrame(page, () => scroll(page, table));
        frames.push([early.frame, late.frame]);
        tasks.push([early.task, late.task]);
        answers.push(await type(page, table));
        await page.close();
      }
      note(`${table.name}: first paint, from another screen`, 300, changed);
      note(`${table.name}: first paint, in a new tab`, 300, fresh, baselines);
      note(`${table.name}: longest frame of a scroll`, 50, frames);
      note(`${table.name}: longest task of a scroll`, 50, tasks);
      note(`${table.name}: answer to a key`, 50, answers);
    }
    note('search everywhere: answer to a key', 50, await searchEverywhere(() => open('/overview')));
  } finally {
    await chromium.close();
  }
};

const hasRows = ({ place }: Table): Sign =>
  `document.querySelector('${place} .table-row .cell:not(:empty, .tick-cell)')`;

/** The wheel, steps of the keys, and the bar dragged to the end and back, a leap a frame. */
async function scroll(page: Page, { place }: Table): Promise<void> {
  const grid = page.locator(`${place} .table`);
  await grid.hover();
  for (let turn = 0; turn < 30; turn++) await page.mouse.wheel(0, turn % 10 === 9 ? -400 : 240);
  await grid.focus();
  for (let turn = 0; turn < 5; turn++) await page.keyboard.press('PageDown');
  await grid.evaluate(async (table) => {
    const end = table.scrollHeight - table.clientHeight;
    const steps = 60;
    for (let step = 0; step <= 2 * steps; step++) {
      table.scrollTop = (end * (step <= steps ? step : 2 * steps - step)) / steps;
      await new Promise(requestAnimationFrame);
    }
  });
}

async function type(page: Page, { place, count, keys }: Table): Promise<number[]> {
  await page.locator(`${place} input[type=search]`).focus();
  const taken: number[] = [];
  for (const key of keys) {
    await page.evaluate(
      `stopwatch.before = document.querySelector('${place} ${count}').textContent; undefined`,
    );
    const sign = `document.querySelector('${place} ${count}').textContent !== stopwatch.before`;
    taken.push(await untilAnswered(page, key, sign));
  }
  return taken;
}

/** What is typed after a beginning; each further letter makes another answer. */
const lookUps = [
  ['C0200', '6JQK'],
  ['person', '742'],
  ['App 1', '74'],
] as const;

async function searchEverywhere(open: () => Promise<Page>): Promise<number[][]> {
  const all: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const page = await open();
    await waitForSign(page, `document.querySelector('main')?.childElementCount > 0`);
    const taken: number[] = [];
    await page.keyboard.press('Control+k');
    for (const [begun, keys] of lookUps) {
      await page.locator('.palette input').fill(begun);
      await waitForSign(page, firstHitHas(begun));
      for (let end = 1; end <= keys.length; end++) {
        const typed = begun + keys.slice(0, end);
        taken.push(await untilAnswered(page, keys.slice(end - 1, end), firstHitHas(typed)));
      }
    }
    all.push(taken);
    await page.close();
  }
  return all;
}

const firstHitHas = (text: string): Sign =>
  `document.querySelector('.palette-list .result')?.textContent.includes(${JSON.stringify(text)})`;
