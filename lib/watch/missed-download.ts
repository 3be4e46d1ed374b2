import { z } from 'zod';
import type { Database } from '../cache/database.ts';
import type { Clock } from '../platform/clock.ts';
import type { SessionMemory } from '../platform/session-memory.ts';
import { storing } from '../platform/storage-error.ts';
import { type DownloadFacts, isTokenDownload } from './token-download.ts';

/** How long after the start of a download its capture may come. */
const patience = 3_000;
/** How long before: a page may fetch first and save later, and the same token is not told again for ten seconds (lib/portal/sieve.ts). */
const lookBack = 13_000;
const captureKey = 'last-capture';
const waitingKey = (id: number | string) => `download:${id}`;
/** The tab that shows the card about a missed download. */
const tabKey = 'missed-download';

const rowKey = 'missed-download';

/**
 * Notices the download of a content token that the page hook did not see, and asks for the file: its content cannot be
 * read from here, and it is never fetched again. What waits for its verdict is in session memory, as a worker may die
 * at any time.
 */
export function createMissedDownloads(deps: {
  cache: Database;
  session: SessionMemory;
  clock: Clock;
  /** The download as it is now; undefined when it was removed from the list, or may no longer be seen. */
  findDownload(id: number): Promise<DownloadFacts | undefined>;
  /** The portal tab that was used last. */
  findPortalTab(): Promise<number | undefined>;
  showCard(tabId: number): Promise<void>;
  hideCard(tabId: number): Promise<void>;
  onBug(error: unknown): void;
}) {
  const { cache, session, clock } = deps;
  const judging = new Set<number>();

  function look(item: DownloadFacts): void {
    if (!isTokenDownload(item)) return;
    const startedAt = Date.parse(item.startTime);
    judge(item.id, Number.isNaN(startedAt) ? clock.now() : startedAt).catch(deps.onBug);
  }

  async function judge(id: number, startedAt: number): Promise<void> {
    if (judging.has(id)) return;
    judging.add(id);
    try {
      await session.set(waitingKey(id), startedAt);
      const rest = startedAt + patience - clock.now();
      // Never longer, whatever the clock of the computer does.
      await clock.sleep(Math.min(Math.max(rest, 0), patience));
      if (await isMissed(id, startedAt)) await tell(startedAt);
      await session.remove(waitingKey(id));
    } finally {
      judging.delete(id);
    }
  }

  /** A download that was cancelled left no file to ask for. */
  async function isMissed(id: number, startedAt: number): Promise<boolean> {
    const lastCapture = await session.get(captureKey, z.number());
    if (lastCapture !== undefined && lastCapture >= startedAt - lookBack) return false;
    const item = await deps.findDownload(id);
    return item !== undefined && item.state !== 'interrupted';
  }

  async function tell(startedAt: number): Promise<void> {
    const tabId = await deps.findPortalTab();
    await session.set(tabKey, tabId ?? null);
    await changeRow((count) => ({ count: count + 1, at: startedAt }));
    if (tabId !== undefined) await deps.showCard(tabId);
  }

  async function clear(): Promise<void> {
    const tabId = await session.get(tabKey, z.number());
    await session.remove(tabKey);
    await changeRow((count) => ({ count }));
    if (tabId !== undefined) await deps.hideCard(tabId);
  }

  /** A row is only made by a first miss. */
  function changeRow(change: (count: number) => { count: number; at?: number }): Promise<void> {
    return storing(() =>
      cache.transaction('rw', cache.status, async () => {
        const row = await cache.status.get(rowKey);
        const before = row?.key === rowKey ? row.value : undefined;
        const value = change(before?.count ?? 0);
        if (value.at !== undefined || before?.at !== undefined)
          await cache.status.put({ key: rowKey, value });
      }),
    );
  }

  return {
    /** For `downloads.onCreated`. */
    onCreated: look,

    /** For `downloads.onChanged`: Chromium decides the name after the start. */
    onChanged(delta: { id: number; filename?: { current?: string | undefined } | undefined }): void {
      if (!delta.filename?.current) return;
      deps
        .findDownload(delta.id)
        .then((item) => item && look(item))
        .catch(deps.onBug);
    },

    /** A token came through the page: no download of this moment was missed, and an earlier one is made good. */
    async captured(): Promise<void> {
      await session.set(captureKey, clock.now());
      await clear();
    },

    /** The admin gave the file, or does not want to. */
    clear,

    /** Whether this tab shows the card about a missed download. */
    isShownIn: async (tabId: number): Promise<boolean> => (await session.get(tabKey, z.number())) === tabId,

    /** Judges what a dead worker left, and forgets a question that was asked before the browser was closed. */
    async resume(): Promise<void> {
      for (const key of await session.keys(waitingKey(''))) {
        const startedAt = await session.get(key, z.number());
        if (startedAt !== undefined) {
          judge(Number(key.slice(waitingKey('').length)), startedAt).catch(deps.onBug);
        }
      }
      if ((await session.peek(tabKey)) === undefined) await changeRow((count) => ({ count }));
    },
  };
}
export type MissedDownloads = ReturnType<typeof createMissedDownloads>;
