import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Family } from './find-browsers.ts';

export const root = join(import.meta.dirname, '..', '..', '..');

/** The folder of the production build of a browser family; throws when it was not built. */
export function expectBuild(family: Family): string {
  const folder = join(root, '.output', family === 'firefox' ? 'firefox-mv3' : 'chrome-mv3');
  if (!existsSync(join(folder, 'manifest.json')))
    throw new Error(`No build in ${folder}: run "npm run build" first.`);
  return folder;
}
