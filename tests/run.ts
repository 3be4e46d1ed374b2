import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { unknownFindings } from '../release/lint-firefox.ts';
import { ensureBrowsers, type Family } from './browser/support/find-browsers.ts';
import { root, runTool, step } from './support/steps.ts';
import { type Counts, type FileReport, readReport, sumOf } from './support/vitest-report.ts';

/** `npm test`: all checks and all tests, one line a step; closes with the counts of the tests alone. */
const output = join(root, 'test-output');
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
let broken = false;

async function check(name: string, command: string, args: readonly string[]): Promise<boolean> {
  const { ok } = await step(name, () => runTool(command, args));
  broken ||= !ok;
  return ok;
}

interface TestRun {
  ok: boolean;
  output: string;
  note?: string;
  files: FileReport[];
}

/** How Vitest heads an error that no test has thrown. */
const outside = 'Unhandled Error';

async function runVitest(project: string, report: string, args: readonly string[]): Promise<TestRun> {
  const file = join(output, `${report}.json`);
  const run = await runTool('vitest', [
    ...['run', '--project', project, '--passWithNoTests'],
    // The JSON report leaves out errors outside of any test; the plain one tells them.
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
  ]);
  const files = readReport(file, root);
  if (!files) return { ...run, files: [] };
  const { passed, failed, skipped, failures } = sumOf(files);
  const stray = run.output.indexOf(outside);
  const why = [...failures, ...(stray < 0 ? [] : [run.output.slice(stray)])];
  const note = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  return { ok: run.ok && failed === 0, output: why.join('\n\n') || run.output, note, files };
}

/** A fault of the product breaks more files than this; a machine that stands still for half a minute breaks one. */
const mostAgain = 3;

/**
 * Files of browser tests that failed are run once more, in a fresh browser. What passes then is told as flaky, with its
 * first error above: a bug to be found, but none that has to hold up everything else.
 */
async function runTests(name: string, project: string, args: readonly string[] = []): Promise<void> {
  let run = await step(name, () => runVitest(project, project, args));
  const failed = run.files.filter((file) => file.failed > 0).map(({ path }) => path);
  const mayBeFlaky = failed.length > 0 && failed.length <= mostAgain && !run.output.includes(outside);
  if (project === 'browser' && mayBeFlaky) {
    const again = await step('browser, again', () => runVitest(project, `${project}-again`, failed));
    const files = run.files.map((file) => again.files.find(({ path }) => path === file.path) ?? file);
    run = { ...again, files };
    if (again.ok) console.log(`flaky            ${failed.join(', ')}`);
  }
  const { passed, failed: left, skipped } = sumOf(run.files);
  total.passed += passed;
  total.failed += left;
  total.skipped += skipped;
  broken ||= !run.ok;
}

/** Which browser a test file of the browser project needs: its name says it. */
function browserOf(file: string): Family | undefined {
  if (/(permissions|packages|sizes|store)\.test\.ts$/.test(file)) return undefined;
  return file.includes('firefox') ? 'firefox' : 'chromium';
}

/** Leaves out what needs a missing browser, and counts it as skipped. */
async function excludesFor(missing: readonly Family[]): Promise<string[]> {
  if (missing.length === 0) return [];
  const list = await runTool('vitest', ['list', '--project', 'browser', '--json']);
  const json = list.output.slice(list.output.indexOf('['));
  const tests = z.array(z.object({ file: z.string() })).parse(JSON.parse(json));
  const left = tests.filter(({ file }) => missing.some((family) => browserOf(file) === family));
  total.skipped += left.length;
  return [...new Set(left.map(({ file }) => relative(root, file)))].map((file) => `--exclude=${file}`);
}

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });

await check('types', 'tsc', []);
await check('lint', 'biome', ['check', '--error-on-warnings', '.']);
await check('dead code', 'knip', []);
await runTests('unit', 'unit');

const built = [
  await check('build chromium', 'wxt', ['build']),
  await check('build firefox', 'wxt', ['build', '-b', 'firefox']),
].every(Boolean);
if (built) {
  const { ok } = await step('firefox lint', async () => {
    const build = join('.output', 'firefox-mv3');
    const { output } = await runTool('web-ext', [
      ...['lint', '--source-dir', build, '--no-config-discovery', '--output', 'json'],
    ]);
    const findings = unknownFindings(output, join(root, build));
    return { ok: findings.length === 0, output: findings.join('\n') };
  });
  broken ||= !ok;
  const missing = ensureBrowsers(['chromium', 'firefox'], join(output, 'browsers.log'), (line) =>
    console.log(line),
  );
  if (process.env.CI && missing.length > 0) broken = true;
  await runTests('browser', 'browser', await excludesFor(missing));
} else {
  console.log('browser          not run, because the build failed');
}

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = broken || total.failed > 0 ? 1 : 0;
