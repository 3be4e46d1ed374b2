import type { Database } from '../cache/database.ts';
import type { RequestRow } from '../cache/observed-rows.ts';

/** The newest are kept; a first sync of a large location alone sends a thousand. */
const MOST_ROWS = 5000;
/** So that a fast sync writes once a second, not once a request. */
const GATHER_MS = 1000;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Remembers every request that left since the browser started: host, path, time, status. Neither query nor headers nor
 * bodies, since serial numbers and tokens stand there.
 */
export function createRequestLog(deps: { cache: Database; now(): number; onBug(error: unknown): void }) {
  const { cache, now } = deps;
  let waiting: RequestRow[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function note(row: RequestRow): void {
    waiting.push(row);
    timer ??= setTimeout(() => flush().catch(deps.onBug), GATHER_MS);
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const rows = waiting;
    waiting = [];
    await write(rows).catch((error: unknown) => {
      // A full disk may have room again.
      waiting = [...rows, ...waiting].slice(-MOST_ROWS);
      throw error;
    });
  }

  const write = (rows: RequestRow[]) =>
    cache.transaction('rw', cache.requests, async () => {
      await cache.requests.bulkAdd(rows);
      const surplus = (await cache.requests.count()) - MOST_ROWS;
      if (surplus > 0) {
        await cache.requests.bulkDelete(await cache.requests.orderBy(':id').limit(surplus).primaryKeys());
      }
    });

  return {
    flush,
    /** A fetch that is remembered once it has an answer, or none. */
    wrap(fetch: Fetch): Fetch {
      return async (url, init) => {
        const at = now();
        const { host, pathname } = new URL(url);
        const known = { at, host, path: pathname, method: init.method ?? 'GET' };
        try {
          const response = await fetch(url, init);
          note({ ...known, status: response.status, ms: now() - at });
          return response;
        } catch (error) {
          note({ ...known, ms: now() - at });
          throw error;
        }
      };
    },
    /** For a browser that starts again, and for a wipe. */
    async clear(): Promise<void> {
      clearTimeout(timer);
      timer = undefined;
      waiting = [];
      await cache.requests.clear();
    },
  };
}
