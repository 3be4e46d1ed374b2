import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback } from 'react';
import { readApps } from '../../lib/cache/app-sets.ts';
import type { AssetKey } from '../../lib/cache/rows.ts';
import { getAppName } from '../apps/app-name.ts';
import { useCache } from '../data/cache-context.ts';
import { useCommonWords } from '../ui/words.ts';

export type NameOfAsset = (asset: AssetKey) => string;

/** How assets are called; an app without a name is called by its id. */
export function useAppNames(): NameOfAsset {
  const cache = useCache();
  const tc = useCommonWords();
  const names = useLiveQuery(async () => {
    const apps = await readApps(cache);
    return new Map(apps.map((app) => [app.adamId, getAppName(app)]));
  }, [cache]);
  return useCallback(
    ({ adamId, pricingParam }) => {
      const name = names?.get(adamId) ?? adamId;
      return pricingParam === 'PLUS' ? `${name} ${tc('asset.pricing.PLUS')}` : name;
    },
    [names, tc],
  );
}
