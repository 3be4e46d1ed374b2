import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { z } from 'zod';

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
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

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export interface ReportSummary extends Counts {
  /** One text for each failure: where, which test, why. */
  failures: string[];
}

/**
 * What a JSON report of Vitest says. A file that failed before its tests (a bad import, a hook) is one failure of
 * its own. Undefined when there is no report.
 */
export function readReport(file: string, root: string): ReportSummary | undefined {
  if (!existsSync(file)) return undefined;
  const report = Report.parse(JSON.parse(readFileSync(file, 'utf8')));
  const failures: string[] = [];
  let brokenFiles = 0;
  for (const result of report.testResults) {
    const path = relative(root, result.name);
    const failed = result.assertionResults.filter((test) => test.status === 'failed');
    for (const test of failed)
      failures.push(`${path} > ${test.fullName}\n${messageOf(test.failureMessages)}`);
    if (result.status === 'failed' && failed.length === 0) {
      brokenFiles += 1;
      failures.push(`${path}\n${result.message ?? ''}`);
    }
  }
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

/** The message with the lines of the stack that are ours. */
function messageOf(messages: readonly string[] | null | undefined): string {
  return (messages ?? [])
    .flatMap((message) => message.split('\n'))
    .filter((line) => !/^\s+at .*(node_modules|node:internal|new Promise)/.test(line))
    .join('\n');
}
