import type { Database } from './database.ts';
import type { NamesStatus } from './rows.ts';

export async function readNamesStatus(db: Database): Promise<NamesStatus> {
  const row = await db.status.get('names');
  return row?.key === 'names' ? row.value : {};
}

/** @param at milliseconds since the epoch; undefined: nothing to wait for */
export async function noteNamesStatus(
  db: Database,
  host: keyof NamesStatus,
  at: number | undefined,
): Promise<void> {
  await db.transaction('rw', db.status, async () => {
    const { [host]: _, ...others } = await readNamesStatus(db);
    await db.status.put({ key: 'names', value: at === undefined ? others : { ...others, [host]: at } });
  });
}
