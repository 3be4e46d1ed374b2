import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { z } from 'zod';

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});
type FileResult = z.infer<typeof Report>['testResults'][number];

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export interface FileReport extends Counts {
  /** Relative to the project. */
  path: string;
  /** One text for each failure: where, which test, why. */
  failures: string[];
}

/** What a JSON report of Vitest says, file by file. Undefined when there is no report. */
export function readReport(file: string, root: string): FileReport[] | undefined {
  if (!existsSync(file)) return undefined;
  const report = Report.parse(JSON.parse(readFileSync(file, 'utf8')));
  return report.testResults.map((result) => readFileResult(result, relative(root, result.name)));
}

/** A file that failed before its tests (a bad import, a hook) is one failure of its own. */
function readFileResult({ status, message, assertionResults }: FileResult, path: string): FileReport {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  const passed = assertionResults.filter((test) => test.status === 'passed').length;
  const isBroken = status === 'failed' && failed.length === 0;
  return {
    path,
    passed,
    failed: failed.length + (isBroken ? 1 : 0),
    skipped: assertionResults.length - passed - failed.length,
    failures: isBroken
      ? [`${path}\n${message ?? ''}`]
      : failed.map((test) => `${path} > ${test.fullName}\n${messageOf(test.failureMessages)}`),
  };
}

export function sumOf(files: readonly FileReport[]): Counts & { failures: string[] } {
  const sum = (count: (file: FileReport) => number) => files.reduce((all, file) => all + count(file), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    failures: files.flatMap(({ failures }) => failures),
  };
}

/** The message with the lines of the stack that are ours. */
function messageOf(messages: readonly string[] | null | undefined): string {
  return (messages ?? [])
    .flatMap((message) => message.split('\n'))
    .filter((line) => !/^\s+at .*(node_modules|node:internal|new Promise)/.test(line))
    .join('\n');
}
