import type { ReactNode } from 'react';
import type { LocationRow, TokenState } from '../../lib/cache/rows.ts';
import { daysLeft } from '../../lib/token/days-left.ts';
import { useConsoleWords } from '../console/words.ts';
import { useNow } from '../data/use-now.ts';
import { readAt } from '../health/age-of-location.ts';
import type { ShownState } from '../health/token-state.ts';
import { Age } from '../ui/age.tsx';
import { writeCountry, writeDate } from '../ui/words.ts';

/** States that this computer notices; the others are Apple's words. */
const seenHere: ReadonlySet<TokenState | 'expiring'> = new Set([
  'offline',
  'missing-permission',
  'vault-locked',
  'token-missing',
]);

interface Props {
  location: LocationRow;
  shown: ShownState;
}

/** What is known of a location. The holder is information: every customer's own MDM stands there. */
export function LocationFacts({ location, shown }: Props) {
  const t = useConsoleWords();
  const at = readAt(location);
  const facts: [string, ReactNode][] = [
    [t('tokens.fact.organisation'), location.orgName],
    [t('tokens.fact.country'), location.countryISO2ACode && writeCountry(location.countryISO2ACode)],
    [t('tokens.fact.ends'), useEndText(location)],
    [t('tokens.fact.holder'), location.mdmInfo?.name || t('tokens.fact.holder.none')],
    [t('tokens.fact.state'), <HowKnown key="state" location={location} shown={shown} />],
    [
      t('tokens.fact.read'),
      at === undefined ? t('tokens.fact.read.never') : <Age key="read" at={at} form="plain" />,
    ],
    [t('tokens.fact.id'), location.uId],
  ];
  return (
    <dl className="location-facts">
      {facts.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt className="small soft">{name}</dt>
            <dd className="break">{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

function useEndText({ expiresAt }: LocationRow): string {
  const t = useConsoleWords();
  const count = daysLeft(expiresAt, useNow());
  const date = writeDate(expiresAt);
  if (count === 0) return t('tokens.fact.ends.today', { date });
  return count < 0
    ? t('tokens.fact.ends.past', { date, count: -count })
    : t('tokens.fact.ends.in', { date, count });
}

function HowKnown({ location, shown }: Props) {
  const t = useConsoleWords();
  const { state, since, checkedAt } = location.health;
  // An end date that has passed is known without Apple.
  if (shown.state === 'expiring' || (shown.state === 'expired' && state !== 'expired')) {
    return t('tokens.fact.state.date');
  }
  return (
    <>
      {t(seenHere.has(shown.state) ? 'tokens.fact.state.here' : 'tokens.fact.state.apple')}{' '}
      <Age at={checkedAt} form="plain" />
      {state === 'ok' ? null : `, ${t('tokens.fact.since', { date: writeDate(since) })}`}
    </>
  );
}
