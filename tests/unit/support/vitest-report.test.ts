import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readReport } from '../../support/vitest-report.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orchardist-report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(content: object) {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return readReport(file, '/project');
}

test('counts tests, and a file that broke before its tests as one failure', () => {
  const summary = report({
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      {
        name: '/project/tests/a.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'passes', status: 'passed', failureMessages: [] },
          {
            fullName: 'fails',
            status: 'failed',
            failureMessages: [
              'Error: why\n    at /project/tests/a.test.ts:1:1\n    at /project/node_modules/x.js:1:1',
            ],
          },
        ],
      },
      { name: '/project/tests/b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ],
  });
  expect(summary).toEqual({
    passed: 3,
    failed: 2,
    skipped: 3,
    failures: [
      'tests/a.test.ts > fails\nError: why\n    at /project/tests/a.test.ts:1:1',
      'tests/b.test.ts\nno such module',
    ],
  });
});

test('a missing report is no summary', () => {
  expect(readReport(join(folder, 'none.json'), '/project')).toBeUndefined();
});
