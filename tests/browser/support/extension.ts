import { z } from 'zod';
import { waitFor } from './wait-for.ts';

const syncRows = z.array(
  z.object({
    uId: z.string(),
    state: z.string(),
    phase: z.string(),
    pagesDone: z.number(),
    rowsDone: z.number(),
    startedAt: z.number(),
    finishedAt: z.number().optional(),
    failure: z.object({ code: z.string() }).optional(),
  }),
);

const replies = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string() }).loose() }),
]);

/** An open page of the extension, of Playwright or of Puppeteer. */
export interface ExtensionPage {
  evaluate(expression: string): Promise<unknown>;
}

/** Speaks to the background as a screen does, from an open page of the extension. */
export function createScreen<P extends ExtensionPage>(page: P) {
  /** @returns the reply, whichever it is. Rejects when the background dies over it */
  async function ask(bus: string, input: unknown) {
    return replies.parse(
      await page.evaluate(`chrome.runtime.sendMessage(${JSON.stringify({ bus, input })})`),
    );
  }

  async function send(bus: string, input: unknown): Promise<unknown> {
    const reply = await ask(bus, input);
    if (!reply.ok) throw new Error(`${bus}: ${JSON.stringify(reply.error)}`);
    return reply.value;
  }

  /** All rows of one table of the cache, as plain JSON. */
  async function rows(table: string, database = 'orchardist'): Promise<unknown[]> {
    return z
      .array(z.unknown())
      .parse(
        await page.evaluate(
          `(${readTable.toString()})(${JSON.stringify(database)}, ${JSON.stringify(table)})`,
        ),
      );
  }

  const syncs = async () => syncRows.parse(await rows('syncs'));

  return {
    page,
    ask,
    send,
    rows,
    syncs,
    setSettings: (settings: Record<string, number>) =>
      page.evaluate(`chrome.storage.local.set(${JSON.stringify({ settings })})`),
    /** Offers a token, waits for its proof and links it for this session. @returns the location's uId */
    async link(text: string): Promise<string> {
      const { candidateId } = z
        .object({ candidateId: z.string() })
        .parse(await send('token.offer', { text, source: 'paste' }));
      const linked = await send('candidate.link', { candidateId, keep: { mode: 'session' } });
      return z.object({ uId: z.string() }).parse(linked).uId;
    },
    /** Waits until every location was read to its end; a failed sync ends the wait. */
    settled: (timeout = 60_000) =>
      waitFor(
        async () => {
          const all = await syncs();
          const failed = all.find((row) => row.state === 'failed');
          if (failed) throw new Error(`The sync failed: ${failed.failure?.code}`);
          return all.length > 0 && all.every((row) => row.state === 'done') && all;
        },
        { timeout, message: 'all syncs are done' },
      ),
  };
}

/** All rows of a table as they lie in a database. Runs in the page. */
export function readTable(database: string, table: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const reading = db.transaction(table).objectStore(table).getAll();
      reading.onerror = () => reject(reading.error);
      reading.onsuccess = () => {
        db.close();
        resolve(reading.result);
      };
    };
  });
}
