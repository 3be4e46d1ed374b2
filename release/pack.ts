import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

const unix = 3;
const plainFile = 0o100644;

/**
 * A zip of files by their paths (`/` between folders). The same files give the same bytes, in whatever order, at
 * whatever time, and on whatever machine: fflate compresses in JavaScript, no library of the system has a part in it.
 */
export function packFiles(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  // The earliest time that a zip can name: no file tells when it was built. Local, as the format is.
  const noTime = new Date(1980, 0, 1);
  const entries: Zippable = {};
  for (const path of Object.keys(files).sort()) {
    const content = files[path];
    if (content) entries[path] = content;
  }
  return zipSync(entries, { level: 9, mtime: noTime, os: unix, attrs: plainFile * 0x10000 });
}

/** All files below a folder by their paths in it. */
export function readFolder(folder: string): Record<string, Uint8Array> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return readFiles(
    folder,
    files.map((entry) => relative(folder, join(entry.parentPath, entry.name))),
  );
}

/** Files of a folder by the paths that are given. */
export function readFiles(folder: string, paths: readonly string[]): Record<string, Uint8Array> {
  return Object.fromEntries(
    paths.map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path))]),
  );
}
