/** The keyword in the address bar: the same look-up as in popup and console, each suggestion a place of the console. */
import type { OmniboxKey } from '../../locales/background-texts.ts';
import type { Translate } from '../../locales/translate.ts';
import type { Database } from '../cache/database.ts';
import { fold, matchName } from '../cache/fold.ts';
import type { SearchHit } from '../cache/query-contract.ts';
import { search } from '../cache/search.ts';
import { placeOfHit, placeOfLocation, placeOfSearch } from './places.ts';
import { describe, type Line } from './suggestion-text.ts';

export interface Suggestion {
  /** Comes back when it is chosen: the place itself. */
  content: string;
  description: string;
}
export type Disposition = 'currentTab' | 'newForegroundTab' | 'newBackgroundTab';

type Text = Translate<OmniboxKey>;

/** Browsers show some six lines. */
const most = 6;

interface Found {
  place: string;
  line: Line;
}

export function createOmnibox(deps: {
  cache: Database;
  text(): Promise<Text>;
  /** Chromium's suggestions are XML. */
  isMarkup: boolean;
  /** The line that stands first and answers Enter. */
  setFirst(description: string): void;
  /** Opens a place of the console. */
  open(place: string, where: Disposition): Promise<void>;
}) {
  const { cache } = deps;
  let asked = 0;

  async function find(typed: string, t: Text): Promise<Found[]> {
    const question = fold(typed.trim());
    if (question === '') return [];
    const [locations, hits] = await Promise.all([cache.locations.toArray(), search(cache, typed, most)]);
    const named = locations
      .filter(({ locationName }) => matchName(locationName, question) !== undefined)
      .map(({ uId, locationName, orgName }) => ({
        place: placeOfLocation(uId),
        line: { title: locationName, facts: [t('location'), orgName] },
      }));
    const found = hits.map((hit) => ({ place: placeOfHit(hit), line: lineOf(hit, t) }));
    const isLocation = locations.some(({ locationName }) => (matchName(locationName, question) ?? 9) <= 1);
    return (isLocation ? [...named, ...found] : [...found, ...named]).slice(0, most);
  }

  return {
    /** What is typed after the keyword, at each key stroke. The best answer is the first line, the others suggestions. */
    async onTyped(typed: string, suggest: (others: Suggestion[]) => void): Promise<void> {
      asked += 1;
      const own = asked;
      const t = await deps.text();
      const [first, ...others] = await find(typed, t);
      if (own !== asked) return;
      const blank = {
        title: typed.trim() === '' ? t('hint') : t('none', { query: typed.trim() }),
        facts: [],
      };
      deps.setFirst(describe(first?.line ?? blank, deps.isMarkup));
      suggest(
        others.map(({ place, line }) => ({ content: place, description: describe(line, deps.isMarkup) })),
      );
    },

    /** Enter: on a suggestion its place comes back, on the first line what was typed. */
    async onChosen(text: string, where: Disposition): Promise<void> {
      if (text.startsWith('/')) return deps.open(text, where);
      const [best] = await find(text, await deps.text());
      await deps.open(best?.place ?? placeOfSearch(text.trim()), where);
    },
  };
}

function lineOf(hit: SearchHit, t: Text): Line {
  if (hit.kind === 'asset') {
    const name = hit.app?.customName || hit.app?.name;
    const kind = t(hit.rows[0]?.productType === 'Book' ? 'book' : 'app');
    const { adamId } = hit.key;
    return name === undefined ? { title: adamId, facts: [kind] } : { title: name, facts: [kind, adamId] };
  }
  const { kind, id } = hit.holder;
  const email = hit.users.find((user) => user.email)?.email;
  const facts = [
    t(kind === 'device' ? 'device' : 'person'),
    // No count: the address bar has no room for its age.
    email === undefined ? '' : id,
  ];
  return { title: email ?? id, facts };
}
