import { readFileSync } from 'node:fs';
import type { Dexie } from 'dexie';
import { readFrozenText } from '../../unit/cache/frozen-database.ts';
import type { ExtensionPage } from './extension.ts';

/** As a page can run it that loads no module. */
const dexie = readFileSync(new URL('../../../node_modules/dexie/dist/dexie.min.js', import.meta.url), 'utf8');

/**
 * Puts the frozen example of that version in the place of the extension's cache, from a page of the extension in which
 * none of its scripts run. The page then holds it open, as a page of the older version would: nobody can update it until
 * `release`. @throws when the worker, which must not run, was faster
 */
export async function plantFrozen(page: ExtensionPage, version: number) {
  await page.evaluate(dexie);
  await page.evaluate(`(${plantInPage.toString()})(self.Dexie, ${JSON.stringify(readFrozenText(version))})`);
  return {
    /** Whether somebody has asked to bring it up to date, and waits for this page to let go of it. */
    isInTheWay: () => page.evaluate('self.isInTheWay === true'),
    release: () => page.evaluate('self.planted.close()'),
  };
}

/** Runs in the page, with the schema of its time. */
async function plantInPage(Old: typeof Dexie, text: string): Promise<void> {
  type Frozen = { versions: Record<string, string>[]; tables: Record<string, unknown[]> };
  const kinds: Record<string, typeof Uint16Array | typeof Uint32Array> = { Uint16Array, Uint32Array };
  const { versions, tables }: Frozen = JSON.parse(text, (_, value) => {
    const [kind = ''] = value && typeof value === 'object' ? Object.keys(value) : [];
    return kinds[kind]?.from(value[kind]) ?? value;
  });
  await Old.delete('orchardist');
  const old = new Old('orchardist');
  for (const [index, stores] of versions.entries()) old.version(index + 1).stores(stores);
  // From the first moment: a worker that is not quite dead may ask while the rows are written.
  old.on('versionchange', () => {
    Object.assign(self, { isInTheWay: true });
    return false;
  });
  await old.open();
  // Something else has made it meanwhile.
  if (old.verno !== versions.length) {
    old.close();
    throw new Error(`There is one of version ${old.verno}.`);
  }
  for (const [table, rows] of Object.entries(tables)) await old.table(table).bulkPut(rows);
  Object.assign(self, { planted: old.backendDB() });
}
