import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { expectBuild } from './support/build.ts';

const build = expectBuild('chromium');
const kB = 1000;

/** Every script that a page loads at once: its script tags and preloads, and what these import statically. */
function scriptsOf(page: string): string[] {
  const html = readFileSync(join(build, page), 'utf8');
  const found = new Set<string>();
  const follow = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    const code = readFileSync(join(build, path), 'utf8');
    // Static imports stand as `from"./x.js"` or `import"./x.js"`; `import("./x.js")` waits until it is asked for.
    for (const [, name = ''] of code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g))
      follow(normalize(join(dirname(path), name)));
  };
  for (const [, name = ''] of html.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)) follow(normalize(name));
  return [...found];
}

test('the popup loads at most 150 kB of code, zipped', () => {
  const scripts = scriptsOf('popup.html');
  expect(scripts.length).toBeGreaterThan(0);
  const size = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(build, path))).length, 0);
  expect(size / kB).toBeLessThanOrEqual(150);
});

test.each([
  ['portal-hook.js', 5],
  ['portal.js', 25],
])('content script %s has at most %d kB', (name, limit) => {
  const path = join(build, 'content-scripts', name);
  expect(existsSync(path), `one of ${listOf('content-scripts')}`).toBe(true);
  expect(readFileSync(path).length / kB).toBeLessThanOrEqual(limit);
});

function listOf(folder: string): string {
  return existsSync(join(build, folder)) ? readdirSync(join(build, folder)).join(', ') : 'none';
}
