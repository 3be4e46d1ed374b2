import { useTokensWords } from './words.ts';

const year = 365;

/** The year of a token: how much of it is left, without colour once the token no longer works. */
export function YearBar({ days, isDead }: { days: number; isDead: boolean }) {
  const t = useTokensWords();
  const left = Math.min(Math.max(days, 0), year);
  const tone = isDead ? 'none' : days <= 14 ? 'danger' : days <= 30 ? 'warning' : 'good';
  return (
    <div className="year-bar" role="img" aria-label={t('fact.ends.bar', { count: left })}>
      <div className={`year-bar-left bar-${tone}`} style={{ width: `${(left / year) * 100}%` }} />
    </div>
  );
}
