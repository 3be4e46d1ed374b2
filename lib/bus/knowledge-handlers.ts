import { parseBackup } from '../cache/backup.ts';
import type { Database } from '../cache/database.ts';
import { restoreBackup } from '../cache/write-backup.ts';
import {
  noteLocation,
  notePeople,
  notePerson,
  saveList,
  saveView,
  setMark,
} from '../cache/write-knowledge.ts';
import { storing } from '../platform/storage-error.ts';
import type { knowledgeContract } from './knowledge-contract.ts';
import type { Handlers } from './router.ts';

/** Writes what the admin knows; the screens see it in the cache. */
export function createKnowledgeHandlers(deps: {
  cache: Database;
  now(): number;
  randomId(): string;
}): Pick<Handlers, keyof typeof knowledgeContract> {
  const { cache } = deps;
  const write = async (work: () => Promise<void>) => {
    await storing(work);
    return {};
  };
  return {
    'person.note': (note) => write(() => notePerson(cache, note)),
    'people.note': ({ uId, notes }) => write(() => notePeople(cache, uId, notes)),
    'asset.mark': (mark) => write(() => setMark(cache, mark)),
    'list.save': async ({ id = deps.randomId(), ...list }) => {
      await storing(() => saveList(cache, { ...list, id }, deps.now()));
      return { id };
    },
    'list.delete': ({ id }) => write(() => cache.lists.delete(id)),
    'view.save': async ({ id = deps.randomId(), ...view }) => {
      await storing(() => saveView(cache, { ...view, id }, deps.now()));
      return { id };
    },
    'view.delete': ({ id }) => write(() => cache.views.delete(id)),
    'knowledge.restore': ({ json, isTrial }) => {
      const backup = parseBackup(json);
      return storing(() => restoreBackup(cache, backup, isTrial));
    },
    'location.note': (note) => write(() => noteLocation(cache, note)),
  };
}
