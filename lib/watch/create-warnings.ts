import type { NotificationKey } from '../../locales/background-texts.ts';
import type { Translate } from '../../locales/translate.ts';
import type { Database } from '../cache/database.ts';
import { noteEvent } from '../cache/write-timeline.ts';
import type { Clock } from '../platform/clock.ts';
import { createQueue } from '../platform/queue.ts';
import { storing } from '../platform/storage-error.ts';
import { followTables } from './follow-tables.ts';
import { noticeOf, type TokenNotice } from './notice.ts';
import { dueWarnings, toldAfter, type Warning } from './warnings.ts';

/** What a sync of several locations finds in so many milliseconds comes as one notification. */
const gatherMs = 2000;

/**
 * Tells by notification when a token is about to end, has ended, or another management holds its location. Each
 * warning is told once; without the permission nothing is told nor remembered, so that it comes when it is given.
 */
export function createWarnings(deps: {
  cache: Database;
  clock: Clock;
  warningDays(): Promise<readonly number[]>;
  text(): Promise<Translate<NotificationKey>>;
  mayShow(): Promise<boolean>;
  show(notice: TokenNotice): Promise<void>;
  onBug(error: unknown): void;
}) {
  const { cache, clock } = deps;
  const inTurn = createQueue();

  async function findDue(): Promise<Warning[]> {
    const [steps, locations, notes] = await Promise.all([
      deps.warningDays(),
      storing(() => cache.locations.toArray()),
      storing(() => cache.locationNotes.toArray()),
    ]);
    const noteOf = new Map(notes.map((note) => [note.uId, note]));
    const now = clock.now();
    return locations.flatMap((location) => dueWarnings(location, noteOf.get(location.uId), steps, now));
  }

  const check = () =>
    inTurn(async () => {
      if (!(await deps.mayShow())) return;
      const due = await findDue();
      if (due.length === 0) return;
      await deps.show(noticeOf(due, await deps.text()));
      await storing(() => remember(due, clock.now()));
    });

  function remember(due: readonly Warning[], at: number): Promise<void> {
    return cache.transaction('rw', [cache.locations, cache.timeline], async () => {
      for (const uId of new Set(due.map(({ location }) => location.uId))) {
        const own = due.filter(({ location }) => location.uId === uId);
        const row = await cache.locations.get(uId);
        // Renewed meanwhile: the warning was about another token.
        if (!row || own.some(({ location }) => location.fingerprint !== row.fingerprint)) continue;
        await cache.locations.put({ ...row, told: toldAfter(row, own) });
        for (const warning of own)
          if (warning.kind === 'ending')
            await noteEvent(cache, uId, at, { kind: 'warned', days: warning.days });
      }
    });
  }

  return {
    check,
    /** Follows the cache for as long as this worker lives. */
    follow(): void {
      const tables = [cache.locations, cache.locationNotes].map(({ name }) => name);
      followTables({ db: cache, tables, clock, gatherMs }, () => check().catch(deps.onBug));
    },
  };
}
