import { z } from 'zod';
import type { createScreen } from './extension.ts';

const lines = z.array(z.string());

/**
 * Every assignment that the cache holds, read straight from its records (not by the product's own reader), as sorted
 * lines in the form of the simulator's `dumpAssignments`. Each once: two records of one clientUserId are one holder.
 */
export async function readHoldings(screen: ReturnType<typeof createScreen>, uId: string): Promise<string[]> {
  return lines.parse(await screen.page.evaluate(`(${unpackInPage.toString()})(${JSON.stringify(uId)})`));
}

interface Directory {
  uId: string;
  generation: number;
  assets: { adamId: string; pricingParam: string }[];
}
interface Leaf {
  uId: string;
  generation: number;
  ids: string;
  ends: Uint32Array;
  starts: Uint32Array;
  assets: Uint16Array;
}

/** Runs in the page: typed arrays do not survive the way to the test. */
async function unpackInPage(uId: string): Promise<string[]> {
  const opening = indexedDB.open('orchardist');
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const all = <T>(store: string) =>
    new Promise<T[]>((resolve, reject) => {
      const reading: IDBRequest<T[]> = db.transaction(store).objectStore(store).getAll();
      reading.onsuccess = () => resolve(reading.result);
      reading.onerror = () => reject(reading.error);
    });
  const directory = (await all<Directory>('directories')).find((row) => row.uId === uId);
  const leaves = (await all<Leaf>('leaves')).filter((row) => row.uId === uId);
  db.close();
  if (!directory) return [];
  const found: string[] = [];
  for (const leaf of leaves) {
    if (leaf.generation !== directory.generation) continue;
    let begin = 0;
    for (const [index, end] of leaf.ends.entries()) {
      const key = leaf.ids.slice(begin, end);
      begin = end;
      const holder = `${key.startsWith('d') ? 'serial' : 'user'} ${key.slice(1)}`;
      for (let at = leaf.starts[index] ?? 0; at < (leaf.starts[index + 1] ?? 0); at += 1) {
        const asset = directory.assets[leaf.assets[at] ?? -1];
        found.push(`${asset?.adamId} ${asset?.pricingParam} ${holder}`);
      }
    }
  }
  return found.sort();
}
