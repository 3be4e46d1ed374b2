import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHolderWindow, walkAssetHolders } from '../../../lib/cache/asset-holders.ts';
import type { Database } from '../../../lib/cache/database.ts';
import { type AssignmentInput, createGatherer } from '../../../lib/cache/holdings/gather.ts';
import { holderKey } from '../../../lib/cache/holdings/holder-key.ts';
import { readHolder } from '../../../lib/cache/holdings-queries.ts';
import type { AssetHolderRow } from '../../../lib/cache/query-contract.ts';
import { changeHoldings, writeHoldings } from '../../../lib/cache/write-holdings.ts';
import { addUserRecords, swapUsers } from '../../../lib/cache/write-users.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';
import { assetText, assignments, modelOf } from './holdings/model.ts';

const key = { adamId: '361700001', pricingParam: 'STDQ' as const };
const textOf = ({ uId, holder }: AssetHolderRow) => `${uId} ${holderKey(holder)}`;

async function openWith(...locations: (readonly AssignmentInput[])[]): Promise<Database> {
  const db = openFreshDatabase();
  for (const [index, rows] of locations.entries()) {
    await db.locations.put(locationRow(`${index}`));
    const gatherer = createGatherer();
    gatherer.add(rows);
    await writeHoldings(db, `${index}`, gatherer.finish(), { asOf: 10 + index, fullDueAt: 99 });
  }
  return db;
}

async function walk(db: Database, uIds: string[], signal?: AbortSignal): Promise<AssetHolderRow[]> {
  const rows: AssetHolderRow[] = [];
  for await (const chunk of walkAssetHolders(db, uIds, key, signal)) rows.push(...chunk);
  return rows;
}

function expected(locations: (readonly AssignmentInput[])[]): string[] {
  return locations.flatMap((rows, index) =>
    [...modelOf(rows)]
      .filter(([, assets]) => assets.has(assetText(key)))
      .map(([holder]) => holder)
      .sort()
      .map((holder) => `${index} ${holder}`),
  );
}

describe('the holders of an asset over several locations', () => {
  it('are the same in windows, in a walk and in a plain map', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(assignments, { minLength: 1, maxLength: 3 }), async (locations) => {
        const db = await openWith(...locations);
        const uIds = locations.map((_, index) => `${index}`);
        expect((await walk(db, uIds)).map(textOf)).toEqual(expected(locations));
        const read: string[] = [];
        for (let offset = 0; ; offset += 5) {
          const window = await readHolderWindow(db, uIds, key, { offset, limit: 5 });
          read.push(...window.rows.map(textOf));
          expect(window.total).toBe(expected(locations).length);
          if (offset + 5 >= window.total) break;
        }
        expect(read).toEqual(expected(locations));
      }),
      { numRuns: 20 },
    );
  });

  it('name the locations that were never read and are as old as the oldest read', async () => {
    const db = await openWith([{ ...key, serialNumber: 'A' }], [{ ...key, serialNumber: 'B' }]);
    const window = await readHolderWindow(db, ['1', 'new', '0'], key, { offset: 0, limit: 9 });
    expect(window).toMatchObject({ total: 2, asOf: 10, unread: ['new'] });
    expect(await walk(db, ['new'])).toEqual([]);
  });

  it('are read behind hundreds of locations in which nobody holds it', async () => {
    const nobody = Array.from({ length: 250 }, () => []);
    const db = await openWith(...nobody, [{ ...key, serialNumber: 'A' }], [{ ...key, clientUserId: 'anna' }]);
    const uIds = Array.from({ length: 252 }, (_, index) => `${index}`);
    const window = await readHolderWindow(db, uIds, key, { offset: 0, limit: 9 });
    expect(window.rows.map(textOf)).toEqual(['250 dA', '251 uanna']);
    expect((await readHolderWindow(db, uIds, key, { offset: 1, limit: 9 })).rows).toHaveLength(1);
    const held = await readHolder(db, { kind: 'user', id: 'anna' });
    expect(held.map(({ uId }) => uId)).toEqual(['251']);
  });

  it('come with the address of a person, never with one of a device', async () => {
    const db = await openWith([
      { ...key, clientUserId: 'anna' },
      { ...key, clientUserId: 'ben' },
      { ...key, serialNumber: 'anna' },
    ]);
    const users = ['anna', 'anja', 'annabel', 'b', 'ba', 'bb', 'bc'].map((clientUserId) => ({
      clientUserId,
      status: 'Associated' as const,
      email: `${clientUserId}@school.example`,
    }));
    await addUserRecords(db, '0', 1, users);
    await swapUsers(db, '0', 1, { asOf: 1 });
    for (const rows of [
      (await readHolderWindow(db, ['0'], key, { offset: 0, limit: 9 })).rows,
      await walk(db, ['0']),
    ]) {
      expect(rows.map(({ email }) => email)).toEqual([undefined, 'anna@school.example', undefined]);
    }
  });

  it('come once each when the holdings change during the walk', async () => {
    const serial = (index: number) => `S${String(index).padStart(5, '0')}`;
    const rows = Array.from({ length: 9000 }, (_, index) => ({ ...key, serialNumber: serial(index) }));
    const db = await openWith(rows);
    const seen: string[] = [];
    for await (const chunk of walkAssetHolders(db, ['0'], key)) {
      if (seen.length === 0) {
        await changeHoldings(
          db,
          '0',
          {
            add: [{ ...key, serialNumber: `${serial(0)}b` }],
            remove: [{ ...key, serialNumber: serial(8999) }],
          },
          { versionId: 'v2', asOf: 30 },
        );
      }
      seen.push(...chunk.map(({ holder }) => holder.id));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).not.toContain(serial(8999));
    expect(seen).toContain(serial(8998));
  });

  it('stop when they are called off', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => ({ ...key, serialNumber: `S${index}` }));
    const db = await openWith(rows);
    const calling = new AbortController();
    let chunks = 0;
    for await (const _ of walkAssetHolders(db, ['0'], key, calling.signal)) {
      chunks += 1;
      calling.abort();
    }
    expect(chunks).toBe(1);
    expect(await walk(db, ['0'], calling.signal)).toEqual([]);
  });
});
