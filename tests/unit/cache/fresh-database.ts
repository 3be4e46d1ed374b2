import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { Database } from '../../../lib/cache/database.ts';
import type { LocationRow } from '../../../lib/cache/rows.ts';

/** A database of its own for each test; a second one over the same factory is the same after a restart. */
export function openFreshDatabase(indexedDB = new IDBFactory()): Database {
  return new Database('orchardist', { indexedDB, IDBKeyRange });
}

export function locationRow(uId: string, locationName = `Location ${uId}`): LocationRow {
  return {
    uId,
    locationName,
    orgName: 'Pine Hill Schools',
    expiresAt: 2_000_000_000_000,
    fingerprint: '01234567',
    linkedAt: 1,
    health: { state: 'ok', since: 1, checkedAt: 1 },
  };
}
