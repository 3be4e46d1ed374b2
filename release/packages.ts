import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packFiles, readFiles, readFolder } from './pack.ts';

/**
 * What each store gets. Edge takes what Chrome takes, byte for byte: nothing in it names a store, and each store adds
 * its own address for updates.
 */
const storeBuilds = { chrome: 'chrome-mv3', edge: 'chrome-mv3', firefox: 'firefox-mv3' } as const;

export interface Package {
  file: string;
  bytes: number;
  sha256: string;
}

/**
 * Packs the builds in `.output` for the stores, and in a git checkout the sources, which the Firefox store asks for.
 * Writes them to `.output/packages`.
 */
export function writePackages(root: string, version: string): Package[] {
  const target = join(root, '.output', 'packages');
  mkdirSync(target, { recursive: true });
  const write = (name: string, files: Record<string, Uint8Array>): Package => {
    const content = packFiles(files);
    const file = `orchardist-${version}-${name}.zip`;
    writeFileSync(join(target, file), content);
    return { file, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
  };
  const made = Object.entries(storeBuilds).map(([store, build]) =>
    write(store, readFolder(join(root, '.output', build))),
  );
  const tracked = trackedFiles(root);
  return tracked ? [...made, write('sources', readFiles(root, tracked))] : made;
}

/** The files of the commit; undefined where the folder is not a checkout of its own, as in unpacked sources. */
function trackedFiles(root: string): string[] | undefined {
  try {
    if (realpathSync(git(root, 'rev-parse', '--show-toplevel').trim()) !== realpathSync(root))
      return undefined;
  } catch {
    return undefined;
  }
  return git(root, 'ls-files', '-z').split('\0').filter(Boolean);
}

/** What differs from the commit, one line a file: then the packages are of no commit. Empty outside of a checkout. */
export function uncommitted(root: string): string {
  return trackedFiles(root) ? git(root, 'status', '--porcelain').trimEnd() : '';
}

function git(root: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
