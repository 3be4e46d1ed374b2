import { useMemo } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { HitLine } from '../look-up/hit-line.tsx';
import { NothingFound } from '../look-up/nothing-found.tsx';
import { OptionList } from '../look-up/option-list.tsx';
import { hitLimit, type LookUp } from '../look-up/use-look-up.ts';
import { useCommonWords } from '../ui/words.ts';

interface Props {
  lookUp: LookUp | undefined;
  typed: string;
  active: number;
  locations: LocationRow[];
  nameOf: (uId: string) => string;
  onHover: (index: number) => void;
  onPick: (index: number) => void;
}

/** What the search found, or what it looked through without finding anything. */
export function Results({ lookUp, typed, active, locations, nameOf, onHover, onPick }: Props) {
  const t = useCommonWords();
  const hits = lookUp?.hits;
  const groups = useMemo(
    () => [
      {
        options: (hits ?? []).map((hit) => ({ line: <HitLine hit={hit} nameOf={nameOf} /> })),
      },
    ],
    [hits, nameOf],
  );
  if (!lookUp || !hits) return null;
  const isWhole = lookUp.isWhole && lookUp.text === typed;
  const label = t('search.results', { count: hits.length });
  return (
    <>
      <p className="hidden-label" role="status">
        {isWhole ? label : ''}
      </p>
      {hits.length > 0 ? (
        <OptionList label={label} groups={groups} active={active} onHover={onHover} onPick={onPick} />
      ) : isWhole ? (
        <NothingFound query={typed} locations={locations} />
      ) : null}
      {isWhole ? null : <p className="padded small soft looking">{t('search.looking')}</p>}
      {hits.length >= hitLimit ? (
        <p className="padded small soft">{t('search.more', { count: hitLimit })}</p>
      ) : null}
    </>
  );
}
