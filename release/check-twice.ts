import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

/**
 * Builds the commit in two clones of it and once more from the packed sources, as a reviewer does, each in a folder and
 * a time zone of its own, and compares the packages. True when they are the same, byte for byte.
 */
export function checkTwice(root: string): boolean {
  const place = mkdtempSync(join(tmpdir(), 'orchardist-'));
  try {
    const clones = [
      { folder: join(place, 'a'), zone: 'UTC' },
      { folder: join(place, 'a much longer way', 'down', 'b'), zone: 'Asia/Tokyo' },
    ].map(({ folder, zone }) => {
      execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, folder]);
      return buildIn(folder, zone);
    });
    const reviewed = buildIn(unpackSources(place), 'America/St_Johns');
    const [first = {}, second = {}] = clones;
    const same = Object.keys(first).map((file) => {
      const others = file.endsWith('-sources.zip') ? [second] : [second, reviewed];
      const ok = others.every((other) => other[file] === first[file]);
      console.log(`${ok ? 'same bytes' : 'DIFFERS   '}  ${file}  ${first[file]}`);
      return ok;
    });
    return same.length === 4 && same.every(Boolean);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Installs and packs in a folder; the sum of each package by its name. */
function buildIn(folder: string, zone: string): Record<string, string> {
  const run = (...args: string[]) =>
    execFileSync('npm', args, {
      cwd: folder,
      env: { ...process.env, TZ: zone },
      stdio: ['ignore', 'ignore', 'inherit'],
      // npm is a .cmd file there.
      shell: process.platform === 'win32',
    });
  run('ci', '--prefer-offline');
  run('run', 'zip');
  const packages = join(folder, '.output', 'packages');
  return Object.fromEntries(
    readdirSync(packages)
      .sort()
      .map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(join(packages, file)))
          .digest('hex'),
      ]),
  );
}

function unpackSources(place: string): string {
  const packages = join(place, 'a', '.output', 'packages');
  const sources = readdirSync(packages).find((file) => file.endsWith('-sources.zip'));
  if (!sources) throw new Error('no sources were packed');
  const folder = join(place, 'reviewer');
  for (const [path, content] of Object.entries(unzipSync(readFileSync(join(packages, sources))))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
