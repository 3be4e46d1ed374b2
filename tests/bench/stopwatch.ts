/** Clocks inside a page: what it shows, when it showed it, and how long its frames and tasks took. */
import type { Page } from 'playwright-core';
import { z } from 'zod';

/** Milliseconds after which a measurement has failed. */
const patience = 30_000;

/** Milliseconds between two keys of who types a hundred words a minute. */
const typingPause = 120;

/** A text of JavaScript that is true once the page shows what is waited for. */
export type Sign = string;

/** Makes `stopwatch` known in every document of the page from its first line on. */
export async function installStopwatch(page: Page): Promise<void> {
  await page.addInitScript(stopwatch);
}

/** Milliseconds from the beginning of a navigation to the paint of what is waited for. */
export async function untilPainted(page: Page, url: string, sign: Sign): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' });
  return read(page, `stopwatch.painted(() => ${sign})`);
}

/** Milliseconds from a change of the address to the paint of what is waited for. */
export async function untilChanged(page: Page, hash: string, sign: Sign): Promise<number> {
  return read(
    page,
    `(() => {
      const began = performance.now();
      location.hash = ${JSON.stringify(hash)};
      return stopwatch.painted(() => ${sign}).then((at) => at - began);
    })()`,
  );
}

/**
 * Milliseconds from a key (the time of its event) to the answer. Keys come as fast as a fast typist's.
 * @param until whether the answer is painted, or stands in the document
 */
export function untilAnswered(
  page: Page,
  key: string,
  sign: Sign,
  until: 'painted' | 'written' = 'painted',
): Promise<number> {
  const press = async () => {
    await page.waitForTimeout(typingPause);
    await page.keyboard.press(key);
  };
  return untilDone(page, { event: 'keydown', act: press, sign, until });
}

/**
 * Milliseconds from an event that `act` brings about (its own time) to what comes of it.
 * @param until whether that is painted, or stands in the document
 */
export async function untilDone(
  page: Page,
  { event, act, sign, until = 'painted' }: Deed & { until?: 'painted' | 'written' },
): Promise<number> {
  const [name, way] = [JSON.stringify(event), JSON.stringify(until)];
  await page.evaluate(`stopwatch.listen(${name}, () => (${sign}), ${way}); undefined`);
  await act();
  return read(page, 'stopwatch.answer');
}

interface Deed {
  event: 'keydown' | 'click' | 'change';
  act: () => Promise<unknown>;
  sign: Sign;
}

/** Waits until the page has nothing to do. */
export async function waitUntilIdle(page: Page): Promise<void> {
  await page.evaluate('new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve)))');
}

/** Waits until a sign holds, without measuring. */
export async function waitForSign(page: Page, sign: Sign): Promise<void> {
  await page.evaluate(`stopwatch.painted(() => ${sign})`);
}

/** Milliseconds between two frames, at most, and of the longest task while `act` goes on. */
export async function longestFrame(page: Page, act: () => Promise<void>) {
  await page.evaluate('stopwatch.startFrames()');
  await act();
  const taken: unknown = await page.evaluate('stopwatch.endFrames()');
  const found = z.object({ frame: z.number(), task: z.number(), count: z.number() }).parse(taken);
  if (found.count === 0) throw new Error('No frame was drawn.');
  return found;
}

async function read(page: Page, expression: string): Promise<number> {
  return z.number().parse(await page.evaluate(expression));
}

export interface Summary {
  /** The worst of each round, and of those the middle one: what a machine does beside it falls into some rounds only. */
  measured: number;
  /** Of all measurements. */
  median: number;
  worst: number;
}

/** @param rounds what each round measured, at least one value in each */
export function summary(rounds: readonly (readonly number[])[]): Summary {
  const worsts = rounds.map((values) => Math.max(...values));
  return { measured: middle(worsts), median: middle(rounds.flat()), worst: Math.max(...worsts) };
}

export function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** For the reader. */
export const written = ({ measured, median, worst }: Summary): string =>
  `the middle round's worst ${measured.toFixed(1)}; median of all ${median.toFixed(1)}, worst ${worst.toFixed(1)}`;

const stopwatch = `globalThis.stopwatch = (() => {
  // A frame's paint is through when a message that was sent in it arrives.
  const afterPaint = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(undefined);
  });
  const painted = (test) => new Promise((resolve, reject) => {
    const look = () => {
      if (test()) return resolve(afterPaint());
      if (performance.now() > ended) return reject(new Error('Nothing painted: ' + test));
      requestAnimationFrame(look);
    };
    const ended = performance.now() + ${patience};
    requestAnimationFrame(look);
  });
  const written = (test) => new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (!test()) return;
      watch.disconnect();
      resolve(performance.now());
    });
    watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const tasks = [];
  const longTasks = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  longTasks.observe({ type: 'longtask' });
  const own = {
    painted,
    written,
    listen(event, test, until) {
      own.answer = new Promise((resolve, reject) => addEventListener(event, ({ timeStamp }) => {
        own[until](test).then((at) => resolve(at - timeStamp), reject);
      }, { once: true, capture: true }));
    },
    startFrames() {
      own.began = performance.now();
      own.frames = [];
      let before;
      const note = (at) => {
        if (before !== undefined) own.frames.push(at - before);
        before = at;
        own.running = requestAnimationFrame(note);
      };
      own.running = requestAnimationFrame(note);
    },
    endFrames() {
      cancelAnimationFrame(own.running);
      tasks.push(...longTasks.takeRecords());
      const long = tasks.filter(({ startTime }) => startTime >= own.began).map(({ duration }) => duration);
      // Whole milliseconds: three frames of 60 Hz are 50, not the 50.1 that the browser's clock may say.
      return { frame: Math.round(Math.max(0, ...own.frames)), task: Math.max(0, ...long), count: own.frames.length };
    },
  };
  return own;
})();`;
