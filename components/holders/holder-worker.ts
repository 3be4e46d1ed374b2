/** The worker behind People and Devices: holds the whole table, so that the page never has to. */
import { watchHolders } from '../../lib/cache/holder-feed.ts';
import type { HolderKind } from '../../lib/cache/rows.ts';
import { readIdList } from '../../lib/people/read-id-list.ts';
import { textOfFile } from '../../lib/people/text-of-file.ts';
import { openCache } from '../data/open-cache.ts';
import { failureOfScreen } from '../ui/failure-of-screen.ts';
import { createDeviceSource } from './device-source.ts';
import { type FromWorker, type HolderLine, parseToWorker, type ToWorker } from './messages.ts';
import { createPeopleSource } from './people-source.ts';

const CHUNK = 2000;

const post = (message: FromWorker) => postMessage(message);
const failed = (error: unknown) => post({ kind: 'failed', failure: failureOfScreen(error) });

let serve: ((message: ToWorker) => Promise<void>) | undefined;

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = parseToWorker(data);
  if (message?.kind === 'open') serve ??= createService(message.holders);
  else if (message) serve?.(message).catch(failed);
});

function createService(holders: HolderKind) {
  const db = openCache();
  const say = { changed: () => post({ kind: 'changed' }), failed };
  const source = holders === 'device' ? createDeviceSource(db, say) : createPeopleSource(db, say);
  watchHolders(db, holders, {
    places: source.setPlaces,
    notes: source.setNotes,
    lists: (rows) => {
      const lists = rows.map(({ id, name, ids, changedAt }) => ({ id, name, count: ids.length, changedAt }));
      post({ kind: 'lists', lists });
      source.setLists(rows);
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
    post({ kind: 'answer', id, isComplete: source.isComplete, ...source.view.window(query, offset, limit) });
  }

  function sendChunk({ id, exported, query, from }: Extract<ToWorker, { kind: 'chunk' }>): void {
    const chunk = exports.get(exported) ?? source.view.snapshot(query);
    exports.set(exported, chunk);
    const sent = chunk(from, CHUNK);
    if (sent.isLast) exports.delete(exported);
    post({ kind: 'chunk', id, ...sent });
  }

  return async (message: ToWorker): Promise<void> => {
    switch (message.kind) {
      case 'ask':
        return answer(message);
      case 'tick': {
        const { query, from = 0, to = Number.MAX_SAFE_INTEGER, ticked } = message;
        source.view.tick(query, from, to, ticked);
        return say.changed();
      }
      case 'untick':
        source.view.untick();
        return say.changed();
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
