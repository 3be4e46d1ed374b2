import type { SearchHit } from '../../lib/cache/query-contract.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { readAt } from '../health/age-of-location.ts';
import { Age } from '../ui/age.tsx';
import { ResultList } from './result-list.tsx';
import { hitLimit, type LookUp } from './use-look-up.ts';
import { usePopupWords } from './words.ts';

interface Props {
  lookUp: LookUp | undefined;
  typed: string;
  active: number;
  locations: LocationRow[];
  nameOf: (uId: string) => string;
  onHover: (index: number) => void;
  onOpen: (hit: SearchHit) => void;
}

/** What the search found, or what it looked through without finding anything. */
export function Results({ lookUp, typed, active, locations, nameOf, onHover, onOpen }: Props) {
  const t = usePopupWords();
  if (!lookUp) return null;
  const { hits } = lookUp;
  const isWhole = lookUp.isWhole && lookUp.text === typed;
  return (
    <>
      <p className="hidden-label" role="status">
        {isWhole ? t('search.results', { count: hits.length }) : ''}
      </p>
      {hits.length > 0 ? (
        <ResultList hits={hits} active={active} nameOf={nameOf} onHover={onHover} onOpen={onOpen} />
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

function NothingFound({ query, locations }: { query: string; locations: LocationRow[] }) {
  const t = usePopupWords();
  const ages = locations.map(readAt).filter((time) => time !== undefined);
  const unread = locations.filter((location) => readAt(location) === undefined);
  return (
    <div className="padded stack">
      <p className="strong break">{t('search.none', { query })}</p>
      <p className="soft">{t('search.none.where', { count: locations.length })}</p>
      {ages.length > 0 ? (
        <p className="soft">
          {t('search.none.age')} <Age at={Math.min(...ages)} form="plain" />
        </p>
      ) : null}
      {unread.map((location) => (
        <p key={location.uId} className="soft">
          {t('search.none.unread', { location: location.locationName })}
        </p>
      ))}
    </div>
  );
}
