import type { CandidateRow } from '../../lib/cache/rows.ts';
import { daysLeft } from '../../lib/token/days-left.ts';
import { useNow } from '../data/use-now.ts';
import { useCommonWords, writeCountry, writeDate } from '../ui/words.ts';
import './link.css';

/** What a waiting token opens; nothing secret. */
export function CandidateFacts({ candidate }: { candidate: CandidateRow }) {
  const t = useCommonWords();
  const { proof } = candidate;
  const proven = proof.state === 'proven' ? proof : undefined;
  const contents = (count: number | undefined) =>
    count === undefined ? undefined : t('candidate.assets', { count });
  const facts: [string, string | undefined][] = [
    [t('candidate.location'), proven?.locationName],
    [t('candidate.organisation'), candidate.orgName],
    [t('candidate.country'), proven?.countryISO2ACode && writeCountry(proven.countryISO2ACode)],
    [t('candidate.expires'), useExpiryText(proven?.expiresAt ?? candidate.expiresAt)],
    [t('candidate.holder'), proven && (proven.mdmInfo?.name || t('candidate.holder.none'))],
    [t('candidate.contents'), contents(proven?.assetCount)],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) =>
        value ? (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

function useExpiryText(expiresAt: number): string {
  const t = useCommonWords();
  const count = daysLeft(expiresAt, useNow());
  const date = writeDate(expiresAt);
  return count <= 0 ? t('candidate.expires.past', { date }) : t('candidate.expires.in', { date, count });
}
