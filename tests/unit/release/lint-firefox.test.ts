import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { knownWarnings } from '../../../release/firefox-warnings.ts';
import { unknownFindings } from '../../../release/lint-firefox.ts';
import { root } from '../../support/steps.ts';

const build = mkdtempSync(join(tmpdir(), 'lint-'));
afterAll(() => rmSync(build, { recursive: true, force: true }));

const padding = ';'.repeat(400);
const reactCode = 'o?.__html!==n&&(e.innerHTML=n)';
const zodCode = 'try{return Function(``),!0}catch{return!1}';
const ours = 'element.innerHTML=nameOfAnApp;';
writeFileSync(join(build, 'a.js'), `first\n${padding}${reactCode}${padding}${zodCode}${padding}${ours}`);

const at = (code: string, column: number) => ({ code, message: 'said so', file: 'a.js', line: 2, column });
const react = at('UNSAFE_VAR_ASSIGNMENT', 420);
const zod = at('DANGEROUS_EVAL', 400 + reactCode.length + 400 + 11);
const android = {
  code: 'KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION',
  message: '',
  file: 'manifest.json',
};

function findings(warnings: readonly object[], errors: readonly object[] = []): string[] {
  return unknownFindings(`Running…\n${JSON.stringify({ errors, warnings })}`, build);
}

test('what is listed passes', () => {
  expect(findings([react, zod, android])).toEqual([]);
});

test('the same warning over code of our own does not', () => {
  const sneaky = at('UNSAFE_VAR_ASSIGNMENT', padding.length * 3 + reactCode.length + zodCode.length + 10);
  expect(findings([react, zod, android, sneaky])).toEqual(['UNSAFE_VAR_ASSIGNMENT a.js:2 said so']);
});

test('an error never does, and a listed warning that is gone is told', () => {
  expect(findings([react, android], [at('JS_SYNTAX_ERROR', 1)])).toEqual([
    'JS_SYNTAX_ERROR a.js:2 said so',
    'DANGEROUS_EVAL is listed in release/firefox-warnings.ts and does not come',
  ]);
});

test('the release page explains every warning', () => {
  const page = readFileSync(join(root, 'docs', 'RELEASE.md'), 'utf8').replaceAll(/ +/g, ' ');
  for (const { code, why } of knownWarnings) expect(page).toContain(`| \`${code}\` | ${why} |`);
});
