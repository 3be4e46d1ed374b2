import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'regressions');

/** Inputs that once broke a target, by the names of their files. */
export function readRegressions(target: string): { name: string; text: string }[] {
  let names: string[] = [];
  try {
    names = readdirSync(join(folder, target)).sort();
  } catch {
    // Nothing has broken this one yet.
  }
  return names.map((name) => ({ name, text: readFileSync(join(folder, target, name), 'utf8') }));
}

/** Keeps an input for good; the name of its file, to be given a better one. */
export function keepRegression(target: string, text: string): string {
  mkdirSync(join(folder, target), { recursive: true });
  const file = join(folder, target, `${createHash('sha256').update(text).digest('hex').slice(0, 8)}.json`);
  writeFileSync(file, text);
  return file;
}
