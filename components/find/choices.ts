/** What the palette lists: its own entries and what the cache has, in groups, one after the other. Pure. */
import type { SearchHit } from '../../lib/cache/query-contract.ts';
import { keyOfHit } from '../../lib/cache/search.ts';
import { placeOfHit } from '../../lib/find/places.ts';
import type { LookUp } from '../look-up/use-look-up.ts';
import type { Act, Entry } from './entries.ts';
import { type GroupId, rankEntries } from './rank-entries.ts';

export interface Choice {
  key: string;
  shows: { entry: Entry } | { hit: SearchHit };
  /** A place of the console, or something to do. */
  does: string | Act;
}
export interface ChoiceGroup {
  id: GroupId | 'recent' | 'apps' | 'people' | 'devices' | 'inside';
  choices: Choice[];
}

const ofEntry = (entry: Entry): Choice => ({ key: entry.id, shows: { entry }, does: entry.does });
const ofHit = (hit: SearchHit): Choice => ({ key: keyOfHit(hit), shows: { hit }, does: placeOfHit(hit) });

/** Nothing is typed: what was chosen last, as far as it is still there, then what can be done at all. */
export function unaskedChoices(
  entries: readonly Entry[],
  { keys, hits }: { keys: readonly string[]; hits: ReadonlyMap<string, SearchHit> },
): ChoiceGroup[] {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const recent = keys.flatMap((key) => {
    const [entry, hit] = [known.get(key), hits.get(key)];
    return entry ? [ofEntry(entry)] : hit ? [ofHit(hit)] : [];
  });
  const shown = new Set(recent.map(({ key }) => key));
  const rest = rankEntries(entries, '').map(({ id, entries }) => ({
    id,
    choices: entries.filter((entry) => !shown.has(entry.id)).map(ofEntry),
  }));
  return filled([{ id: 'recent', choices: recent }, ...rest]);
}

/**
 * Our own names that begin with the text, then what the cache has under it, then our own names that have it somewhere;
 * people and devices that have it inside come last, so that nothing moves when they arrive.
 */
export function askedChoices(
  entries: readonly Entry[],
  text: string,
  lookUp: LookUp | undefined,
): ChoiceGroup[] {
  const own = rankEntries(entries, text).map(({ id, entries, isStrong }) => ({
    group: { id, choices: entries.map(ofEntry) },
    isStrong,
  }));
  const quick = lookUp?.hits.slice(0, lookUp.quick) ?? [];
  const of = (kind: 'user' | 'device') =>
    quick.filter((hit) => hit.kind === 'holder' && hit.holder.kind === kind).map(ofHit);
  return filled([
    ...own.filter(({ isStrong }) => isStrong).map(({ group }) => group),
    { id: 'apps', choices: quick.filter(({ kind }) => kind === 'asset').map(ofHit) },
    { id: 'people', choices: of('user') },
    { id: 'devices', choices: of('device') },
    ...own.filter(({ isStrong }) => !isStrong).map(({ group }) => group),
    { id: 'inside', choices: lookUp?.hits.slice(lookUp.quick).map(ofHit) ?? [] },
  ]);
}

const filled = (groups: ChoiceGroup[]) => groups.filter(({ choices }) => choices.length > 0);
