import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readReport, sumOf } from '../../support/vitest-report.ts';

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

test('counts the tests of each file, and a file that broke before its tests as one failure', () => {
  const passing = { failureMessages: [], status: 'passed' };
  const files = report({
    testResults: [
      {
        name: '/project/tests/a.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'passes', ...passing },
          { fullName: 'passes too', ...passing },
          { fullName: 'waits', status: 'pending' },
          { fullName: 'is to be written', status: 'todo' },
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
  const ofA = 'tests/a.test.ts > fails\nError: why\n    at /project/tests/a.test.ts:1:1';
  const ofB = 'tests/b.test.ts\nno such module';
  expect(files).toEqual([
    { path: 'tests/a.test.ts', passed: 2, failed: 1, skipped: 2, failures: [ofA] },
    { path: 'tests/b.test.ts', passed: 0, failed: 1, skipped: 0, failures: [ofB] },
  ]);
  expect(sumOf(files ?? [])).toEqual({ passed: 2, failed: 2, skipped: 2, failures: [ofA, ofB] });
});

test('a missing report is no summary', () => {
  expect(readReport(join(folder, 'none.json'), '/project')).toBeUndefined();
});
