import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/steps.ts';
import type { BenchContext, Benchmark, BenchResult } from './benchmark.ts';
import { step } from './step.ts';

/** Name on the command line to the module; each exports `run`. */
const benchmarks: Readonly<Record<string, () => Promise<{ run: Benchmark }>>> = {
  sync: () => import('./sync.ts'),
  pace: () => import('./pace.ts'),
  growth: () => import('./growth.ts'),
  console: () => import('./console.ts'),
  popup: () => import('./popup.ts'),
  csv: () => import('./csv.ts'),
  plan: () => import('./plan.ts'),
  portal: () => import('./portal.ts'),
  locations: () => import('./locations.ts'),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  console.error(
    `No benchmark ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ') || 'none'}`,
  );
  process.exit(2);
}

const results: BenchResult[] = [];
const machine = { cores: availableParallelism(), memory: Math.round(totalmem() / 2 ** 30) };
const context: BenchContext = {
  say: (line) => console.log(`  ${line}`),
  report: ({ browser = 'node', ...result }) => {
    const verdict = result.measured <= result.budget ? 'met' : 'missed';
    results.push({ ...result, verdict, ...machine, browser });
  },
};

const failed: string[] = [];
for (const [name, load] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(name);
  const { run } = await load();
  let isOver = false;
  try {
    await step(name, () =>
      run(context).finally(() => {
        isOver = true;
      }),
    );
  } catch (error) {
    console.error(error);
    failed.push(name);
    // What still runs would be measured with the next one.
    if (!isOver) break;
  }
}

const folder = join(root, 'bench-output');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
printTable(results);
if (failed.length > 0) {
  console.error(`not measured: ${failed.join(', ')}`);
  // A step that hangs would keep the process, and its browser with it.
  process.exit(1);
}
process.exitCode = results.some((result) => result.verdict === 'missed') ? 1 : 0;

function printTable(rows: readonly BenchResult[]): void {
  const head = [
    'benchmark',
    'measured',
    'budget',
    'unit',
    'verdict',
    'median',
    'worst',
    'baseline',
    'browser',
  ];
  const lines = rows.map((row) => [
    row.name,
    written(row.measured),
    written(row.budget),
    row.unit,
    row.verdict,
    written(row.median),
    written(row.worst),
    written(row.baseline),
    row.browser,
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const isNumber = (column: number) => [1, 2, 5, 6, 7].includes(column);
  for (const line of [head, ...lines]) {
    const cells = line.map((cell, column) =>
      isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    console.log(cells.join('  ').trimEnd());
  }
  console.log(`${machine.cores} cores, ${machine.memory} GiB; written to bench-output/results.json`);
}

/** Three digits that matter. */
function written(value: number | undefined): string {
  if (value === undefined) return '';
  return value >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString();
}
