/**
 * What the popup's look-ups wait for, begun by a small script of its own: the browser opens the database and reads while it
 * still takes in React and the screens (`release/start-chunks.ts`).
 */
import { openCache } from '../../components/data/open-cache.ts';
import { prepareSearch } from '../../lib/cache/search.ts';

export const cache = openCache();
// A failure is told by `StoreGate` and by the look-up, which open and read too.
prepareSearch(cache).catch(() => undefined);
