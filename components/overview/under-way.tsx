import type { SyncRow } from '../../lib/cache/rows.ts';
import { partOf, useSyncText } from '../health/sync-text.ts';
import type { TokenLine } from '../tokens/token-lines.ts';
import { Progress } from '../ui/progress.tsx';
import { useOverviewWords } from './words.ts';

/** So many are drawn, the others counted. */
const mostShown = 5;

/** What is being read now. */
export function UnderWay({ lines }: { lines: readonly TokenLine[] }) {
  const t = useOverviewWords();
  const textOf = useSyncText();
  const running = lines.flatMap(({ location, sync }) =>
    sync && isUnderWay(sync) ? [{ name: location.locationName, sync }] : [],
  );
  if (running.length === 0) return null;
  const rest = running.length - mostShown;
  return (
    <section className="panel" aria-label={t('way')}>
      <h2>{t('way')}</h2>
      {running.slice(0, mostShown).map(({ name, sync }) => (
        <Progress key={sync.uId} label={name} part={partOf(sync)} detail={textOf(sync)} />
      ))}
      {rest > 0 ? <p className="soft">{t('way.more', { count: rest })}</p> : null}
    </section>
  );
}

/** One that waits without a time waits for the admin, and stands among the needs. */
function isUnderWay({ state, nextAt }: SyncRow): boolean {
  return state === 'queued' || state === 'running' || (state === 'waiting' && nextAt !== undefined);
}
