import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback, useState } from 'react';
import { readAssetHolders } from '../../lib/cache/holdings-queries.ts';
import type { AssetHolders } from '../../lib/cache/query-contract.ts';
import type { AssetRow, Holder } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';

/** Rows of one window; windows begin at multiples of half of it, so that scrolling rarely waits. */
const windowSize = 200;

export interface HolderLineRow {
  holder: Holder;
  email?: string;
}

/**
 * The holders of an asset, read window by window around the rows in sight. `found` is undefined until the first
 * answer; `found.holders` is undefined when the location's holdings were never read.
 */
export function useHolders(asset: AssetRow) {
  const cache = useCache();
  const { uId, adamId, pricingParam } = asset;
  const [offset, setOffset] = useState(0);
  const found = useLiveQuery(async () => {
    const key = { adamId, pricingParam };
    const holders = await readAssetHolders(cache, uId, key, { offset, limit: windowSize });
    const emails = holders ? await readEmails(cache, uId, holders) : [];
    return { holders, emails };
  }, [cache, uId, adamId, pricingParam, offset]);

  const rowAt = (index: number): HolderLineRow | undefined => {
    const holder = found?.holders?.holders[index - found.holders.offset];
    const email = found?.emails[index - (found.holders?.offset ?? 0)];
    return holder && { holder, ...(email === undefined ? {} : { email }) };
  };
  const onRange = useCallback((first: number, last: number) => {
    const half = windowSize / 2;
    setOffset(Math.max(0, Math.round((first + last) / 2 / half - 1) * half));
  }, []);
  return { found, rowAt, onRange };
}

async function readEmails(
  cache: ReturnType<typeof useCache>,
  uId: string,
  { holders }: AssetHolders,
): Promise<(string | undefined)[]> {
  const generation = (await cache.userSets.get(uId))?.generation;
  if (generation === undefined) return [];
  const users = await cache.users.bulkGet(
    holders.map(({ id }): [string, number, string] => [uId, generation, id]),
  );
  return users.map((user, index) => (holders[index]?.kind === 'user' ? user?.email : undefined));
}
