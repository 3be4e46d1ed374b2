import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { allScreens } from '../console/screens.ts';
import { useConsoleWords } from '../console/words.ts';
import { useCache } from '../data/cache-context.ts';
import { useVault } from '../data/use-rows.ts';
import { useViews } from '../views/use-views.ts';
import { type Entry, entriesOf } from './entries.ts';
import { useFindWords } from './words.ts';

/** All that the palette offers of its own, live. */
export function useEntries(locations: readonly LocationRow[]): Entry[] {
  const t = useFindWords();
  const tc = useConsoleWords();
  const cache = useCache();
  const vault = useVault();
  const views = useViews();
  const lists = useLiveQuery(() => cache.lists.toArray(), [cache]);
  return useMemo(
    () =>
      entriesOf(t, {
        screens: allScreens.map(({ path, parent, title }) => ({
          path,
          title: tc(title),
          isBelow: parent !== path,
        })),
        locations,
        views: views ?? [],
        lists: lists ?? [],
        vault,
      }),
    [t, tc, locations, views, lists, vault],
  );
}
