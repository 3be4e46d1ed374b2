import type { ReactNode } from 'react';
import type { LocationNoteRow } from '../../lib/cache/knowledge-rows.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { readAt } from '../health/age-of-location.ts';
import type { Diagnosis } from '../health/diagnosis.ts';
import { portalOf } from '../health/portal-pages.ts';
import { Age } from '../ui/age.tsx';
import { writeCountry, writeDate } from '../ui/words.ts';
import { BuiltInAnswer } from './built-in.tsx';
import { HolderFact } from './holder-fact.tsx';
import { useTokensWords } from './words.ts';
import { YearBar } from './year-bar.tsx';

interface Props {
  location: LocationRow;
  note: LocationNoteRow | undefined;
  diagnosis: Diagnosis;
}

/** What is known of a location. */
export function LocationFacts({ location, note, diagnosis }: Props) {
  const t = useTokensWords();
  const { uId, renewedAt } = location;
  const at = readAt(location);
  const portal = portalOf(location.websiteURL);
  const facts: [string, ReactNode][] = [
    [t('fact.ends'), <Ends key="ends" location={location} diagnosis={diagnosis} />],
    [t('fact.state'), <HowKnown key="state" diagnosis={diagnosis} />],
    [t('fact.read'), at === undefined ? t('fact.read.never') : <Age key="read" at={at} form="plain" />],
    [t('fact.holder'), <HolderFact key="holder" location={location} note={note} />],
    [t('fact.organisation'), location.orgName],
    [t('fact.platform'), useStorefront(location)],
    [t('fact.portal'), portal && t(`portal.name.${portal}`)],
    [
      t('built-in'),
      portal === 'business' && note?.builtIn ? (
        <BuiltInAnswer key="built-in" uId={uId} answer={note.builtIn} />
      ) : undefined,
    ],
    [t('fact.linked'), writeDate(location.linkedAt)],
    [t('fact.renewed'), renewedAt === undefined ? undefined : writeDate(renewedAt)],
    [t('fact.id'), uId],
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

function useStorefront({ countryISO2ACode, defaultPlatform }: LocationRow): string | undefined {
  const t = useTokensWords();
  if (countryISO2ACode === undefined) return undefined;
  const country = writeCountry(countryISO2ACode);
  return defaultPlatform ? t(`fact.platform.${defaultPlatform}`, { country }) : country;
}

function Ends({ location: { expiresAt }, diagnosis }: Omit<Props, 'note'>) {
  const t = useTokensWords();
  const { daysLeft: count, failure, tone } = diagnosis;
  const date = writeDate(expiresAt);
  const text =
    count === 0
      ? t('fact.ends.today', { date })
      : count < 0
        ? t('fact.ends.past', { date, count: -count })
        : t('fact.ends.in', { date, count });
  return (
    <>
      {text}
      <YearBar days={count} isDead={failure !== undefined && tone === 'danger'} />
    </>
  );
}

function HowKnown({ diagnosis: { state, known, since } }: { diagnosis: Diagnosis }) {
  const t = useTokensWords();
  // An end date is known without Apple.
  if (known.from === 'date') return t('fact.state.date');
  return (
    <>
      {t(`fact.state.${known.from}`)} <Age at={known.at} form="plain" />
      {since === undefined || state === 'ok' ? null : `, ${t('fact.since', { date: writeDate(since) })}`}
    </>
  );
}
