import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expectBuild, root } from './build.ts';

const sources = ['entrypoints', 'components', 'lib', 'locales', 'public', 'wxt.config.ts', 'package.json'];

/** Before the browser tests: a build that is older than its sources would be tested in vain. */
export function setup(): void {
  const newest = sources.flatMap((name) => filesOf(join(root, name))).sort((a, b) => b.time - a.time)[0];
  for (const family of ['chromium', 'firefox'] as const) {
    const build = expectBuild(family);
    const built = statSync(join(build, 'manifest.json')).mtimeMs;
    if (newest && newest.time > built) {
      throw new Error(`${build} is older than ${newest.path}: run "npm run build" first.`);
    }
  }
}

function filesOf(path: string): { path: string; time: number }[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [{ path, time: found.mtimeMs }];
  return readdirSync(path).flatMap((name) => filesOf(join(path, name)));
}
