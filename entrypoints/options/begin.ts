/**
 * What the console waits for longest, begun by a small script of its own: the browser opens the database, reads and starts
 * a worker while it still takes in the large script of the screens (`release/start-chunks.ts`).
 */
import './begin-worker.ts';
import { beginScreen } from '../../components/console/begin-screen.ts';
import { parseRoute } from '../../components/console/route.ts';
import { openCache } from '../../components/data/open-cache.ts';
import { beginLocations } from '../../components/data/use-rows.ts';

export const cache = openCache();
// Every screen waits for it. A failure is told by `StoreGate`, which opens it too.
cache.open().catch(() => undefined);
beginLocations(cache);
beginScreen(parseRoute(location.hash), cache);
