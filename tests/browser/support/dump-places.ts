import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Worker } from 'playwright-core';
import { z } from 'zod';
import { looseSend } from './cdp.ts';

/** A text and where it was found. */
export interface Place {
  where: string;
  text: string;
}

const Places = z.array(z.object({ where: z.string(), text: z.string() }));

/** Everything that the extension's origin stores, as an extension page reads it. */
export async function dumpStores(page: Page): Promise<Place[]> {
  return [...(await dumpDatabases(page)), ...Places.parse(await page.evaluate(storageAreas))];
}

const storageAreas = `(async () => {
  const places = [];
  for (const area of ['local', 'sync', 'session', 'managed'])
    for (const [key, value] of Object.entries(await chrome.storage[area].get(null)))
      places.push({ where: 'storage.' + area + ': ' + key.replace(/:.*/, ''), text: key + JSON.stringify(value) });
  for (const [name, area] of Object.entries({ localStorage, sessionStorage }))
    places.push({ where: name, text: JSON.stringify({ ...area }) });
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      places.push({ where: 'cache storage', text: request.url + await (await caches.match(request)).text() });
  return places;
})()`;

function dumpDatabases(page: Page): Promise<Place[]> {
  return page.evaluate(async () => {
    const finished = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const decode = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

    async function textOf(value: unknown): Promise<string> {
      if (value instanceof Blob) return decode(new Uint8Array(await value.arrayBuffer()));
      if (value instanceof ArrayBuffer) return decode(new Uint8Array(value));
      if (ArrayBuffer.isView(value))
        return decode(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      if (typeof value !== 'object' || value === null) return String(value);
      const parts = value instanceof Map || value instanceof Set ? [...value] : Object.entries(value).flat();
      return (await Promise.all(parts.map(textOf))).join('\n');
    }

    const places: Place[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await finished(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        const reading = db.transaction(store).objectStore(store);
        const [keys, rows] = await Promise.all([
          finished(reading.getAllKeys()),
          finished<unknown[]>(reading.getAll()),
        ]);
        places.push({ where: `indexedDB: ${name}/${store}`, text: await textOf([keys, rows]) });
      }
      db.close();
    }
    return places;
  });
}

/** What a page shows and holds: its address, its title, its whole tree with closed shadow roots, its fields. */
export async function dumpPage(page: Page): Promise<Place[]> {
  const name = new URL(page.url()).pathname;
  const session = await page.context().newCDPSession(page);
  const tree = await looseSend(session)('DOM.getDocument', { depth: -1, pierce: true });
  await session.detach();
  const values = await page.evaluate(() =>
    Array.from(document.querySelectorAll('input, textarea'), (field) =>
      field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '',
    ).join('\n'),
  );
  return [
    { where: `address: ${name}`, text: page.url() },
    { where: `title: ${name}`, text: await page.title() },
    { where: `DOM: ${name}`, text: JSON.stringify(tree) },
    { where: `fields: ${name}`, text: values },
  ];
}

/** The icon's badge and title, in general and for each tab. */
export async function dumpIcon(worker: Worker): Promise<Place[]> {
  const texts: unknown = await worker.evaluate(`(async () => {
    const asked = [{}, ...(await chrome.tabs.query({})).map(({ id }) => ({ tabId: id }))];
    return Promise.all(asked.flatMap((one) => [chrome.action.getBadgeText(one), chrome.action.getTitle(one)]));
  })()`);
  return [{ where: 'icon', text: z.array(z.string()).parse(texts).join('\n') }];
}

const folders = ['IndexedDB', 'Local Extension Settings', 'Sync Extension Settings', 'Extension State'];

/** The raw bytes of all that a closed profile keeps for extensions. */
export function dumpProfile(profileDir: string): Place[] {
  return folders.flatMap((folder) =>
    filesBelow(join(profileDir, 'Default', folder))
      .filter((path) => folder !== 'IndexedDB' || path.includes('chrome-extension_'))
      .map((path) => ({ where: `disk: ${folder}`, text: readFileSync(path, 'latin1') })),
  );
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  return statSync(path).isDirectory()
    ? readdirSync(path).flatMap((name) => filesBelow(join(path, name)))
    : [path];
}
