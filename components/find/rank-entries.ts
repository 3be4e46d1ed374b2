/** Which of the console's own places and acts answer a typed text, and in what order the groups stand. Pure. */
import { createNameMatch, fold } from '../../lib/cache/fold.ts';

/** In this order, when nothing else decides. */
export const groupIds = ['screens', 'acts', 'locations', 'views', 'lists', 'settings'] as const;
export type GroupId = (typeof groupIds)[number];

export interface Ranking {
  group: GroupId;
  title: string;
  /** Other words that find it, never shown. */
  words?: string;
  /** Only shown when it is asked for: there may be hundreds. */
  onlyAsked?: true;
}
export interface Ranked<E extends Ranking> {
  id: GroupId;
  entries: E[];
  /** Whether the text begins a title: such a group stands before what the cache has. */
  isStrong: boolean;
}

/** Of one group; who wants others types more. */
const most = 6;
/** The best that a word which is never shown can be. */
const hiddenRank = 4;

/**
 * The groups with something that answers, the best first.
 * @param text as typed; empty: everything that is shown unasked, in the usual order
 */
export function rankEntries<E extends Ranking>(entries: readonly E[], text: string): Ranked<E>[] {
  const question = fold(text.trim());
  if (question === '') return unasked(entries);
  const match = createNameMatch(question);
  const groups = groupIds.flatMap((id) => {
    const found = entries
      .filter(({ group }) => group === id)
      .map((entry) => ({ entry, rank: rankOf(entry, match) }))
      .filter((one): one is { entry: E; rank: number } => one.rank !== undefined)
      .sort((a, b) => a.rank - b.rank)
      .slice(0, most);
    const [best] = found;
    return best ? [{ id, rank: best.rank, entries: found.map(({ entry }) => entry) }] : [];
  });
  return groups
    .sort((a, b) => a.rank - b.rank)
    .map(({ id, rank, entries }) => ({ id, entries, isStrong: rank <= 1 }));
}

function unasked<E extends Ranking>(entries: readonly E[]): Ranked<E>[] {
  return groupIds.flatMap((id) => {
    const own = entries.filter(({ group, onlyAsked }) => group === id && !onlyAsked);
    return own.length > 0 ? [{ id, entries: own, isStrong: true }] : [];
  });
}

type Folded = Record<'title' | 'all', string>;
/** Thousands of locations are folded once, not at each key stroke. */
const known = new WeakMap<Ranking, Folded>();

function foldedOf(entry: Ranking): Folded {
  const { title, words = '' } = entry;
  const folded = known.get(entry) ?? { title: fold(title), all: fold(`${title} ${words}`) };
  known.set(entry, folded);
  return folded;
}

function rankOf(entry: Ranking, match: ReturnType<typeof createNameMatch>): number | undefined {
  const { title, all } = foldedOf(entry);
  return match(title) ?? (match(all) === undefined ? undefined : hiddenRank);
}
