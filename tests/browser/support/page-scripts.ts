import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Every script that a page of a build loads at once: its script tags and preloads, and what these import statically. */
export function scriptsOf(build: string, page: string): string[] {
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

/** Bytes of those scripts, each zipped. */
export function zippedSizeOf(build: string, page: string): number {
  return scriptsOf(build, page).reduce(
    (sum, path) => sum + gzipSync(readFileSync(join(build, path))).length,
    0,
  );
}
