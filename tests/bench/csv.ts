import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { z } from 'zod';
import { launchChromium } from '../browser/support/launch-chromium.ts';
import { startLoopbackHosts } from '../browser/support/loopback-hosts.ts';
import { root } from '../support/steps.ts';
import type { Benchmark } from './benchmark.ts';

const rows = 100_000;
const host = 'bench.test';
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };
const Measured = z.object({
  read: z.number(),
  checked: z.number(),
  whole: z.number(),
  longestTask: z.number(),
  people: z.number(),
  refused: z.array(z.object({ line: z.number(), reason: z.string() })),
});

/** A file of 100,000 people, one in a hundred of them bad, through the worker to the page (design 9). */
export const run: Benchmark = async ({ say, report }) => {
  const folder = await bundlePage();
  const net = await startLoopbackHosts([host], (request, response) => {
    const name = (request.url ?? '/').slice(1) || 'index.html';
    const file = join(folder, name);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.setHeader('content-type', types[extname(name)] ?? 'application/octet-stream');
    return response.end(readFileSync(file));
  });
  const chromium = await launchChromium({ net, withoutExtension: true });
  try {
    const browser = chromium.found.path;
    const page = await chromium.page(`https://${host}/`);
    await page.evaluate(`plant(${rows})`);
    say('planted');
    const { text, badLines } = makeFile();
    const check = async (uId: string) => {
      const found = await page.evaluate(`check(${JSON.stringify(text)}, ${JSON.stringify(uId)})`);
      const measured = Measured.parse(found);
      const named = measured.refused.map(({ line }) => line);
      if (named.join() !== badLines.join())
        throw new Error(`Of ${badLines.length} bad rows ${named.length} were named.`);
      const { read, checked, whole } = measured;
      say(
        `read ${read.toFixed(0)} ms, checked ${checked.toFixed(0)} ms, all on the page ${whole.toFixed(0)} ms`,
      );
      return measured;
    };
    for (const [uId, what] of [
      ['empty', `${rows} rows checked`],
      ['full', `${rows} rows checked against ${rows} people`],
    ] as const) {
      const { whole, longestTask } = await check(uId);
      report({ name: `csv: ${what}`, unit: 'ms', measured: whole, budget: 2000, browser });
      report({
        name: `csv: longest task of the page, ${what}`,
        unit: 'ms',
        measured: longestTask,
        budget: 100,
        browser,
      });
    }
  } finally {
    await chromium.close();
    await net.close();
  }
};

/** The page and the worker as files, as in the product. */
async function bundlePage(): Promise<string> {
  const source = join(root, 'bench-output', 'csv-source');
  const folder = join(root, 'bench-output', 'csv-page');
  mkdirSync(source, { recursive: true });
  const script = join(import.meta.dirname, 'csv-page.ts');
  writeFileSync(join(source, 'index.html'), `<!doctype html><script type="module" src="${script}"></script>`);
  await build({
    configFile: false,
    logLevel: 'error',
    root: source,
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
}

/** One in a hundred is bad, in each way that a file alone can be. */
function makeFile(): { text: string; badLines: number[] } {
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
  return { text: `Email,Name,Notes\n${lines.join('\n')}\n`, badLines };
}
