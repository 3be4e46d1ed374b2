import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFolder } from '../release/pack.ts';
import { writePackages } from '../release/packages.ts';
import { expectBuild, root } from './browser/support/build.ts';

expectBuild('chromium');
expectBuild('firefox');
const packages = join(root, '.output', 'packages');
const read = (name: string) => readFileSync(join(packages, `orchardist-0.0.0-${name}.zip`));
const drop = () => {
  for (const name of ['chrome', 'edge', 'firefox', 'sources'])
    rmSync(join(packages, `orchardist-0.0.0-${name}.zip`), { force: true });
};
beforeAll(drop);
afterAll(drop);

test('the same build packed twice gives the same sums', () => {
  const sums = writePackages(root, '0.0.0');
  expect(sums.length).toBeGreaterThanOrEqual(3);
  expect(writePackages(root, '0.0.0')).toEqual(sums);
});

test('Edge gets what Chrome gets', () => {
  expect(read('edge').equals(read('chrome'))).toBe(true);
});

test.each([
  ['chrome', 'chromium'],
  ['firefox', 'firefox'],
] as const)('the package for %s holds the build and nothing else', (store, family) => {
  const files = unzipSync(read(store));
  const built = readdirSync(expectBuild(family), { recursive: true, withFileTypes: true });
  expect(Object.keys(files)).toHaveLength(built.filter((entry) => entry.isFile()).length);
  expect(files['manifest.json']).toBeDefined();
  const strange = /(^|\/)\.|\.(map|ts|tsx|log|vpptoken|pem)$|node_modules/;
  expect(Object.keys(files).filter((path) => strange.test(path))).toEqual([]);
});

test.each(['chrome', 'firefox'])('no file in the package for %s tells where it was built', (store) => {
  const telling = Object.entries(unzipSync(read(store))).filter(([, content]) =>
    Buffer.from(content).includes(root),
  );
  expect(telling.map(([path]) => path)).toEqual([]);
});

test.each(['chrome', 'firefox'])('nothing in the package for %s loads code from elsewhere', (store) => {
  const inScript = /\bimport\s*\(?\s*["'`](https?:|data:|blob:)|importScripts\(/;
  const inPage = /<script[^>]+src="(https?:)?\/\/|<script(?![^>]*\bsrc=)/;
  const files = Object.entries(unzipSync(read(store))).filter(([path]) => /\.(js|html)$/.test(path));
  expect(files.length).toBeGreaterThan(10);
  const found = files.filter(([path, content]) =>
    (path.endsWith('.html') ? inPage : inScript).test(Buffer.from(content).toString()),
  );
  expect(found.map(([path]) => path)).toEqual([]);
});

// Whoever builds from the sources alone has no checkout.
test.skipIf(!existsSync(join(root, '.git')))(
  'the sources hold what a reviewer builds from, and nothing that is made',
  () => {
    const paths = Object.keys(unzipSync(read('sources')));
    for (const needed of [
      'package.json',
      'package-lock.json',
      '.npmrc',
      'wxt.config.ts',
      'release/zip.ts',
      'README.md',
    ])
      expect(paths).toContain(needed);
    expect(paths.filter((path) => /^(node_modules|\.output|\.wxt|\.git)\//.test(path))).toEqual([]);
  },
);

test.skipIf(!existsSync(join(root, '.git')))(
  'the same sources built elsewhere, in another time zone, give the same files',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'a reviewer '));
    try {
      for (const [path, content] of Object.entries(unzipSync(read('sources')))) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
      // What runs this test says that it is one, which React would be built for.
      const { NODE_ENV: _, ...own } = process.env;
      const env = { ...own, TZ: 'Asia/Tokyo' };
      execFileSync(join(root, 'node_modules', '.bin', 'wxt'), ['build'], { cwd: folder, env, stdio: 'pipe' });
      const sums = (build: string) =>
        Object.entries(readFolder(build))
          // Chromium keeps what it has made of the rules in the folder that it loads.
          .filter(([path]) => !path.startsWith('_metadata/'))
          .map(([path, content]) => [path, createHash('sha256').update(content).digest('hex')]);
      expect(sums(join(folder, '.output', 'chrome-mv3'))).toEqual(sums(expectBuild('chromium')));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test('a folder that is not a checkout of its own packs no sources', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unpacked-'));
  try {
    symlinkSync(join(root, '.output'), join(folder, '.output'));
    expect(writePackages(folder, '0.0.0').map(({ file }) => file)).not.toContain(
      'orchardist-0.0.0-sources.zip',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
