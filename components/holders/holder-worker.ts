/** The worker behind People and Devices: holds the whole table, so that the page never has to. */
import { watchHolders } from '../../lib/cache/holder-feed.ts';
import type { HolderKind } from '../../lib/cache/rows.ts';
import { readIdList } from '../../lib/people/read-id-list.ts';
import { textOfFile } from '../../lib/people/text-of-file.ts';
import { AppError } from '../../lib/platform/errors.ts';
import { openCache } from '../data/open-cache.ts';
import { failureOfScreen } from '../ui/failure-of-screen.ts';
import { createDeviceSource } from './device-source.ts';
import type { SourceEvents } from './holder-source.ts';
import { type FromWorker, type HolderLine, parseToWorker, type ToWorker } from './messages.ts';
import { createPeopleSource } from './people-source.ts';

const CHUNK = 2000;

const db = openCache();
// Before anything is asked. Who asks hears of a failure.
db.open().catch(() => undefined);

const post = (message: FromWorker) => postMessage(message);
const failed = (error: unknown) => post({ kind: 'failed', failure: failureOfScreen(error) });

let serve: ((message: ToWorker) => Promise<void>) | undefined;

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = parseToWorker(data);
  if (message?.kind === 'open') serve ??= createService(message.holders, message.query);
  else if (message && serve) {
    const { id } = { id: undefined, ...message };
    serve(message).catch((error) =>
      id === undefined ? failed(error) : post({ kind: 'refused', id, failure: failureOfScreen(error) }),
    );
  }
});

function createService(holders: HolderKind, query: string) {
  const say: SourceEvents = {
    changed: () => post({ kind: 'changed' }),
    failed,
    later: (work, delay) => void setTimeout(work, delay),
  };
  const table = holders === 'device' ? createDeviceSource(db, say) : createPeopleSource(db, say);
  const { source, view } = table;
  // Live queries say nothing of a database that cannot be opened.
  db.open().catch(failed);
  // A sign of life: the first answer waits for the first rows, and the database may let it wait for long.
  say.changed();
  source.prepare(query).catch(failed);
  watchHolders(db, holders, {
    places: table.setPlaces,
    notes: table.setNotes,
    lists: (rows) => {
      const lists = rows.map(({ id, name, ids, changedAt }) => ({ id, name, count: ids.length, changedAt }));
      post({ kind: 'lists', lists });
      table.setLists(rows);
    },
    failed,
  });

  let lastAsked = -1;
  type Chunk = (from: number, limit: number) => { rows: HolderLine[]; isLast: boolean };
  const exports = new Map<number, Chunk>();

  async function answer({ id, query, offset, limit }: Extract<ToWorker, { kind: 'ask' }>): Promise<void> {
    lastAsked = id;
    await source.prepare(query);
    // A newer question is on its way: its answer is the one that is waited for.
    if (id !== lastAsked) return;
    const { isComplete } = source;
    post({ kind: 'answer', id, isComplete, unread: source.unread(), ...view.window(query, offset, limit) });
  }

  function sendChunk({ id, exported, query, from }: Extract<ToWorker, { kind: 'chunk' }>): void {
    const chunk = from === 0 ? view.snapshot(query) : exports.get(exported);
    if (!chunk) throw new AppError('cancelled');
    exports.delete(exported);
    const sent = chunk(from, CHUNK);
    if (!sent.isLast) exports.set(exported, chunk);
    post({ kind: 'chunk', id, ...sent });
  }

  return async (message: ToWorker): Promise<void> => {
    switch (message.kind) {
      case 'ask':
        return answer(message);
      case 'tick': {
        const isStale = !view.tick(message.query, message.ticked, message.stretch);
        post({ kind: 'ticked', id: message.id, isStale });
        return say.changed();
      }
      case 'untick':
        view.untick();
        post({ kind: 'ticked', id: message.id, isStale: false });
        return say.changed();
      case 'read-again':
        return source.readAgain();
      case 'chunk':
        return sendChunk(message);
      case 'read-list': {
        const { id, source: given } = message;
        const text = typeof given === 'string' ? given : textOfFile(new Uint8Array(given));
        return post({ kind: 'list', id, list: readIdList(text, holders) });
      }
      case 'open':
        return undefined;
    }
  };
}
