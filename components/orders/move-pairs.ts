import { getOneMeant, readPeopleMeant, textOfPerson } from '../../lib/cache/addresses.ts';
import type { Database } from '../../lib/cache/database.ts';
import { readHolderList } from '../../lib/people/read-holder-list.ts';

export interface MovePairs {
  pairs: { clientUserId: string; serialNumber: string }[];
  /** Of these, how many name somebody whom the location does not know, or not one alone; the plan says who. */
  unknown: number;
}

/** Rows with both a device and whose it is, by what the location knows of the person. */
export async function readMovePairs(db: Database, uId: string, text: string): Promise<MovePairs> {
  const rows = readHolderList(text).entries.flatMap(({ serialNumber, ...person }) =>
    serialNumber !== undefined && textOfPerson(person) !== '' ? [{ serialNumber, person }] : [],
  );
  const meant = await readPeopleMeant(
    db,
    uId,
    rows.map(({ person }) => person),
  );
  const pairs = rows.map(({ serialNumber, person }, at) => ({
    serialNumber,
    clientUserId: getOneMeant(meant?.[at]) ?? textOfPerson(person),
  }));
  return { pairs, unknown: (meant ?? []).filter((ids) => getOneMeant(ids) === undefined).length };
}
