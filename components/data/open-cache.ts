import { Database } from '../../lib/cache/database.ts';

/** The database of a page. It gives way when the background wipes or upgrades it, and opens again on the next read. */
export function openCache(): Database {
  const cache = new Database();
  cache.on('versionchange', () => {
    cache.close({ disableAutoOpen: false });
    return false;
  });
  return cache;
}
