/** All apps once more, a hundred sets of them: thousands of single rows take ten times as long to read. */
import type { Database } from './database.ts';
import type { AppRow } from './rows.ts';

/** The last two digits of the adamId, by which apps fall evenly into sets. */
export const setOfApp = (adamId: string): string => adamId.slice(-2);

/** Every app that is known, in no order. Within a transaction over `appSets`, or by itself. */
export async function readApps(db: Pick<Database, 'appSets'>): Promise<AppRow[]> {
  const sets = await db.appSets.toArray();
  return sets.flatMap(({ apps }) => apps);
}
