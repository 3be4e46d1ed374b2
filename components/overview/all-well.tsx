import { readAt } from '../health/age-of-location.ts';
import { Advice } from '../ui/advice.tsx';
import { Age } from '../ui/age.tsx';
import { writeNumber } from '../ui/words.ts';
import type { Overview } from './use-overview.ts';
import { useOverviewWords } from './words.ts';

/** Nothing needs the admin: what was checked, and how old that is. */
export function AllWell({ overview: { lines, marks } }: { overview: Overview }) {
  const t = useOverviewWords();
  const ages = lines.map(({ location }) => readAt(location)).filter((at) => at !== undefined);
  const checks = Math.min(...lines.map(({ location }) => location.health.checkedAt));
  return (
    <Advice tone="good" title={t('well')}>
      <p className="soft">{t('well.checked')}</p>
      <ul className="reasons">
        <li>
          {t('well.tokens', { count: lines.length })} <Age at={checks} />
        </li>
        <li>{marks === 0 ? t('well.marks.none') : t('well.marks', { count: marks })}</li>
        <li>{t('well.invitations')}</li>
        <li>
          {ages.length === 0 ? (
            t('well.read.none')
          ) : (
            <>
              {ages.length < lines.length
                ? t('well.read.part', { read: writeNumber(ages.length), count: lines.length })
                : t('well.read')}{' '}
              <Age at={Math.min(...ages)} form="plain" />
            </>
          )}
        </li>
      </ul>
    </Advice>
  );
}
