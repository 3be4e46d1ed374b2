import type { Page } from 'playwright-core';
import type { Benchmark } from './benchmark.ts';
import { openBigCache } from './big-cache.ts';
import { installStopwatch, summary, untilAnswered, untilPainted, waitForSign, written } from './stopwatch.ts';

const rounds = 15;
/** Openings until the browser has kept the compiled script, as after an installation or an update. */
const uncompiled = 2;
const serial = 'C02006JQKZ4';
/** The last letters of it are typed one by one; each makes another answer. */
const typedFrom = 'C0200'.length;

/** The popup over 1,000,000 assignments in a running browser: opened to answer, and each further key (design 9). */
export const run: Benchmark = async ({ say, report }) => {
  const chromium = await openBigCache(say);
  try {
    const browser = chromium.found.path;
    const url = `chrome-extension://${chromium.extensionId}/popup.html`;
    const opened: number[][] = [];
    const answers: number[][] = [];
    for (let round = -uncompiled; round < rounds; round++) {
      const page = await openEmptyPopup(chromium);
      await page.addInitScript(pasteAtOnce, serial);
      const ms = await untilPainted(page, url, firstHitHas(serial));
      if (round < 0) say(`opened before the browser has kept the compiled script: ${ms.toFixed(0)} ms`);
      else opened.push([ms]);
      await page.close();
      const taken = await typeOn(chromium, url);
      if (round >= 0) answers.push(taken);
    }
    for (const [name, budget, taken] of [
      ['popup: opened to answer for a serial', 250, opened],
      ['popup: answer to each further key', 16, answers],
    ] as const) {
      const found = summary(taken);
      say(`${name}: ${written(found)}`);
      report({ name, unit: 'ms', ...found, budget, browser });
    }
  } finally {
    await chromium.close();
  }
};

async function openEmptyPopup({ context }: Awaited<ReturnType<typeof openBigCache>>): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 400, height: 560 });
  await installStopwatch(page);
  return page;
}

/** From each key to its answer in the document: the paint waits for the screen's next frame, whose time is not ours. */
async function typeOn(chromium: Awaited<ReturnType<typeof openBigCache>>, url: string): Promise<number[]> {
  const page = await openEmptyPopup(chromium);
  await page.goto(url);
  await page.getByRole('combobox').fill(serial.slice(0, typedFrom));
  await waitForSign(page, firstHitHas(serial.slice(0, typedFrom)));
  const taken: number[] = [];
  for (let end = typedFrom + 1; end <= typedFrom + 4; end++) {
    const key = serial.slice(end - 1, end);
    taken.push(await untilAnswered(page, key, firstHitHas(serial.slice(0, end)), 'written'));
  }
  await page.close();
  return taken;
}

const firstHitHas = (text: string) =>
  `document.querySelector('.popup-body .result')?.textContent.includes(${JSON.stringify(text)})`;

/** Runs in the page: the serial stands in the box as soon as there is a box, as by pasting. */
function pasteAtOnce(text: string): void {
  const watch = new MutationObserver(() => {
    const box = document.querySelector('input');
    if (!box) return;
    watch.disconnect();
    box.focus();
    document.execCommand('insertText', false, text);
  });
  watch.observe(document, { subtree: true, childList: true });
}
