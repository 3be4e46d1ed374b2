import { useEffect, useMemo, useState } from 'react';
import { walkAssetHolders } from '../../lib/cache/asset-holders.ts';
import type { AssetHolderRow } from '../../lib/cache/query-contract.ts';
import type { AssetKey } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';
import { createHolderFilter, type HolderQuestion } from './holder-filter.ts';

interface Read {
  uIds: readonly string[];
  stamp: string;
  chunks: readonly (readonly AssetHolderRow[])[];
  isDone: boolean;
}

export interface HolderSearch {
  rows: readonly AssetHolderRow[];
  /** How many holders were looked at so far. */
  read: number;
  isDone: boolean;
}

/**
 * A look inside all holders of an asset: they are read once, chunk by chunk, and each further key stroke only filters
 * what is in memory. What is found shows while the rest is being read.
 * @param isAsked nothing is read before
 * @param stamp another one reads anew; what was read stays in sight until then
 */
export function useHolderSearch(
  uIds: readonly string[],
  { adamId, pricingParam }: AssetKey,
  { text, kind }: HolderQuestion,
  isAsked: boolean,
  stamp: string | undefined,
): HolderSearch {
  const cache = useCache();
  const [read, setRead] = useState<Read>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    if (!isAsked || stamp === undefined) return;
    const calling = new AbortController();
    const note = (chunks: Read['chunks'], isDone: boolean) => {
      if (calling.signal.aborted) return;
      setRead((before) => {
        const isRefresh = before?.uIds === uIds && before.stamp !== stamp && before.isDone;
        return isRefresh && !isDone ? before : { uIds, stamp, chunks, isDone };
      });
    };
    const walk = async () => {
      const chunks: (readonly AssetHolderRow[])[] = [];
      for await (const chunk of walkAssetHolders(cache, uIds, { adamId, pricingParam }, calling.signal)) {
        chunks.push(chunk);
        note([...chunks], false);
      }
      note(chunks, true);
    };
    walk().catch(setFailure);
    return () => calling.abort();
  }, [cache, uIds, adamId, pricingParam, isAsked, stamp]);
  // The error boundary around the screen says it.
  if (failure !== undefined) throw failure;

  const filter = useMemo(() => createHolderFilter({ text, kind }), [text, kind]);
  const own = read?.uIds === uIds ? read : undefined;
  return useMemo(
    () => ({
      rows: own ? filter(own.chunks) : [],
      read: own?.chunks.reduce((sum, chunk) => sum + chunk.length, 0) ?? 0,
      isDone: own?.isDone ?? false,
    }),
    [filter, own],
  );
}
