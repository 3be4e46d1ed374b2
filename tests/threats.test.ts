import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './support/steps.ts';

const page = readFileSync(join(root, 'docs', 'THREATS.md'), 'utf8');
const chapters = page
  .split(/^## /m)
  .slice(1)
  .map((text) => [text.split('\n', 1)[0] ?? '', text] as const);

const asked = [
  ...['A hostile portal page', 'A hostile web page', 'Another extension', 'A stolen profile', 'A shoulder'],
  ...['A malicious CSV', 'A malicious MDM server', 'A redirect', 'A dependency'],
];

test('every threat has its chapter', () => {
  expect(chapters.map(([title]) => title)).toEqual(expect.arrayContaining(asked));
});

test.each(chapters)('each answer to "%s" names a test that is there', (_, text) => {
  const answers = text.split(/^- /m).slice(1);
  expect(answers.length).toBeGreaterThan(0);
  for (const answer of answers) {
    const proofs = [...answer.matchAll(/^ {2}- `([^`]+)`: (.+(?:\n {4}.+)*)$/gm)];
    expect(proofs.length, answer).toBeGreaterThan(0);
    for (const [, file = '', name = ''] of proofs) expectTest(file, name.replaceAll(/\s+/g, ' '));
  }
});

/** The name stands in the file as the name of a test: quoted, and followed by what the test does. */
function expectTest(file: string, name: string): void {
  expect(existsSync(join(root, file)), file).toBe(true);
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const source = readFileSync(join(root, file), 'utf8');
  // Called as a test is, with or without a table of cases, and not left out.
  const call = `(?:\\b(?:it|test)\\(|[\\])]\\)?\\()\\s*`;
  expect(new RegExp(`${call}(['"\`])${escaped}\\1,`).test(source), `${file}: ${name}`).toBe(true);
  expect(source, file).not.toMatch(/\b(?:it|test|describe)\.(?:skip|todo)\b/);
}
