/** What the screen tests share: scenes put into a page's cache, axe, and pictures to look at. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Scene } from './screens-seed.ts';
import { root } from './support/build.ts';

/** A seed as one classic script, for `page.evaluate` (the page's own policy allows no inline script). */
export async function bundleSeed(file = 'screens-seed.ts'): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, file), formats: ['iife'], name: 'orchardistSeed' },
    },
  });
  const [first] = [result].flat();
  if (!first || !('output' in first)) throw new Error('The seed was not bundled.');
  return first.output[0].code;
}

/** Fills the cache through a page of the extension; other pages see it at once. */
export async function showScene(page: Page, seedCode: string, scene: Scene, extra = 0): Promise<void> {
  await page.evaluate(
    `(async () => { ${seedCode}; await orchardistSeed.seed(${JSON.stringify(scene)}, ${extra}); })()`,
  );
}

export async function putRow(page: Page, seedCode: string, table: string, row: object): Promise<void> {
  const call = `orchardistSeed.put(${JSON.stringify(table)}, ${JSON.stringify(row)})`;
  await page.evaluate(`(async () => { ${seedCode}; await ${call}; })()`);
}

/** Gives Keynote in North Campus many holders: four devices to one person. */
export async function crowd(page: Page, seedCode: string, count: number): Promise<void> {
  await page.evaluate(`(async () => { ${seedCode}; await orchardistSeed.crowd(${count}); })()`);
}

/** Writes to one table without an end, as a long write of the background does: readers of it wait. */
export async function holdTable(page: Page, table: string): Promise<() => Promise<unknown>> {
  await page.evaluate(`new Promise((resolve) => {
    const opening = indexedDB.open('orchardist');
    opening.onsuccess = () => {
      const store = opening.result.transaction(${JSON.stringify(table)}, 'readwrite').objectStore(${JSON.stringify(table)});
      const turn = () => { if (!window.letGo) store.count().onsuccess = turn; else opening.result.close(); };
      turn();
      resolve();
    };
  })`);
  return () => page.evaluate('window.letGo = true');
}

/** Reading one table fails from the next load on, as with a damaged profile. */
export function breakTable(page: Page, table: string): Promise<unknown> {
  return page.addInitScript(`
    for (const kind of [IDBObjectStore, IDBIndex]) for (const way of ['get', 'getAll', 'openCursor', 'count']) {
      const read = kind.prototype[way];
      kind.prototype[way] = function (...rest) {
        if ((this.objectStore ?? this).name === ${JSON.stringify(table)}) throw new DOMException('broken', 'UnknownError');
        return read.apply(this, rest);
      };
    }`);
}

const violations = z.array(
  z.object({ id: z.string(), impact: z.string().nullish(), nodes: z.array(z.object({ html: z.string() })) }),
);

/** What axe finds serious or critical on a page, as short lines. */
export async function seriousViolations(page: Page): Promise<string[]> {
  const found = violations.parse(
    await page.evaluate(`(async () => { ${axe.source}; return (await axe.run()).violations; })()`),
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** Tables that show less than two rows below their heading, by name. */
export const flatTables = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[role=grid], [role=treegrid]')]
      .filter((table) => table.checkVisibility() && table.clientHeight < 108)
      .map((table) => `${table.getAttribute('aria-label')}: ${table.clientHeight} px`),
  );

/** Saves a picture to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(root, 'test-output', 'screens');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Both themes, and the room that 200 % zoom leaves of the window: axe finds nothing serious in any. */
export async function expectFine(page: Page, name: string): Promise<void> {
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  for (const colorScheme of ['dark', 'light'] as const) {
    // Without motion, or a colour is caught on its way from one theme to the other.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await picture(page, `${name}-${colorScheme}`);
    expect(await seriousViolations(page), `${name}, ${colorScheme}`).toEqual([]);
  }
  // A popup grows with the zoom to 800 by 600 device pixels, a window does not.
  const zoomed = size.width === 400 ? { width: 400, height: 300 } : { width: 640, height: 400 };
  await page.setViewportSize(zoomed);
  await picture(page, `${name}-zoom200`);
  expect(
    await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth <= clientWidth;
    }),
    `${name} zoomed`,
  ).toBe(true);
  expect(await flatTables(page), `${name} zoomed`).toEqual([]);
  await page.setViewportSize(size);
}
