import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Only root may mount; in CI the tests run as root, so that nothing is left out there in silence. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** A file system of its own in memory, of so many megabytes. */
export function mountSmallDisk(megabytes: number) {
  const path = mkdtempSync(join(tmpdir(), 'orchardist-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
  const ballast = join(path, 'ballast-');
  const room = () => {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  };
  return {
    path,
    room,
    /** Takes what is left, but for so many bytes. */
    fill(leave: number): void {
      for (const size of [1 << 20, 1 << 16, 1 << 12]) {
        writeWhile(() => room() - size >= leave, `${ballast}${size}`, size);
      }
    },
    free(): void {
      for (const name of readdirSync(path)) if (name.startsWith('ballast-')) rmSync(join(path, name));
    },
    unmount(): void {
      execFileSync('umount', ['--lazy', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function writeWhile(hasRoom: () => boolean, path: string, size: number): void {
  const file = openSync(path, 'a');
  try {
    while (hasRoom()) writeSync(file, Buffer.alloc(size));
  } catch (error) {
    // The browser writes at the same time.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(file);
  }
}
