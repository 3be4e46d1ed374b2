import { openCache } from '../../components/data/open-cache.ts';

/**
 * The popup's database. It opens while React is still being set up, since a look-up waits for it.
 * A failure is told by `StoreGate`, which opens it too.
 */
export const cache = openCache();
cache.open().catch(() => undefined);
