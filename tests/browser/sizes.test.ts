import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectBuild } from './support/build.ts';
import { scriptsOf, zippedSizeOf } from './support/page-scripts.ts';

const build = expectBuild('chromium');
const kB = 1000;

test('the popup loads at most 150 kB of code, zipped', () => {
  expect(scriptsOf(build, 'popup.html').length).toBeGreaterThan(0);
  expect(zippedSizeOf(build, 'popup.html') / kB).toBeLessThanOrEqual(150);
});

test.each(['popup.html', 'options.html'])(
  '%s starts without Zod, which is loaded with what needs it',
  (page) => {
    const scripts = scriptsOf(build, page);
    expect(scripts.length).toBeGreaterThan(0);
    expect(
      listOf('chunks')
        .split(', ')
        .some((name) => readFileSync(join(build, 'chunks', name), 'utf8').includes('ZodError')),
    ).toBe(true);
    for (const script of scripts) expect(readFileSync(join(build, script), 'utf8')).not.toContain('ZodError');
  },
);

test.each([
  ['portal-hook.js', 5],
  ['portal.js', 29],
])('content script %s has at most %d kB', (name, limit) => {
  const path = join(build, 'content-scripts', name);
  expect(existsSync(path), `one of ${listOf('content-scripts')}`).toBe(true);
  expect(readFileSync(path).length / kB).toBeLessThanOrEqual(limit);
});

function listOf(folder: string): string {
  return existsSync(join(build, folder)) ? readdirSync(join(build, folder)).join(', ') : 'none';
}
