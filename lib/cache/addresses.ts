/** Who stands behind an e-mail address in a location. */
import type { Database } from './database.ts';

/**
 * A list of clientUserIds in which e-mail addresses may stand: an address becomes the id of the active person of the
 * location who has it, as long as there is one alone; every other entry stays as it is.
 */
export function readIdsOfAddresses(db: Database, uId: string, entries: readonly string[]): Promise<string[]> {
  return db.transaction('r', [db.users, db.userSets], async () => {
    const generation = (await db.userSets.get(uId))?.generation;
    const addresses = entries.filter((entry) => entry.includes('@')).map((entry) => entry.toLowerCase());
    if (generation === undefined || addresses.length === 0) return [...entries];
    const rows = await db.users.where('emailLower').anyOf(addresses).toArray();
    const ids = new Map<string, string[]>();
    for (const row of rows) {
      const isActive = row.status === 'Registered' || row.status === 'Associated';
      if (row.uId !== uId || row.generation !== generation || !isActive || !row.emailLower) continue;
      ids.set(row.emailLower, [...(ids.get(row.emailLower) ?? []), row.clientUserId]);
    }
    return entries.map((entry) => {
      const [id, ...more] = ids.get(entry.toLowerCase()) ?? [];
      return id === undefined || more.length > 0 ? entry : id;
    });
  });
}
