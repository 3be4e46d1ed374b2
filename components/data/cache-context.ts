import { createContext, useContext } from 'react';
import type { Database } from '../../lib/cache/database.ts';

export const CacheContext = createContext<Database | undefined>(undefined);

/** The database of this page. Screens only read it. */
export function useCache(): Database {
  const cache = useContext(CacheContext);
  if (!cache) throw new Error('No cache above this component.');
  return cache;
}
