import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback, useMemo, useState } from 'react';
import { readHolderWindow } from '../../lib/cache/asset-holders.ts';
import type { AssetHolderRow } from '../../lib/cache/query-contract.ts';
import type { AssetKey } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';
import { peekBegunHolders, takeBegunHolders, windowSize } from './begun-holders.ts';

/**
 * The holders of an asset, read window by window around the rows in sight. `found` is undefined until the first
 * answer.
 * @param uIds the same array as long as the locations are the same
 */
export function useHolderWindow(uIds: readonly string[], { adamId, pricingParam }: AssetKey) {
  const cache = useCache();
  const [offset, setOffset] = useState(0);
  const first = useMemo(
    () => peekBegunHolders(cache, uIds, { adamId, pricingParam }),
    [cache, uIds, adamId, pricingParam],
  );
  const live = useLiveQuery(async () => {
    const key = { adamId, pricingParam };
    const begun = offset === 0 ? await takeBegunHolders(cache, uIds, key) : undefined;
    return begun ?? readHolderWindow(cache, uIds, key, { offset, limit: windowSize });
  }, [cache, uIds, adamId, pricingParam, offset]);
  const found = live ?? first;
  const rowAt = (index: number): AssetHolderRow | undefined => found?.rows[index - found.offset];
  // Windows begin at multiples of half of their size, so that scrolling rarely waits.
  const onRange = useCallback((first: number, last: number) => {
    const half = windowSize / 2;
    setOffset(Math.max(0, Math.round((first + last) / 2 / half - 1) * half));
  }, []);
  return { found, rowAt, onRange };
}
