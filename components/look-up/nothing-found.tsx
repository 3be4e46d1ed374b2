import type { LocationRow } from '../../lib/cache/rows.ts';
import { readAt } from '../health/age-of-location.ts';
import { Age } from '../ui/age.tsx';
import { useCommonWords } from '../ui/words.ts';

/** What was looked through without finding anything, and how old it is. */
export function NothingFound({ query, locations }: { query: string; locations: readonly LocationRow[] }) {
  const t = useCommonWords();
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
