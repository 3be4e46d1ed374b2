import PanelsTopLeft from 'lucide-react/icons/panels-top-left';
import { lazy, Suspense, useState } from 'react';
import type { LocationRow, SyncRow } from '../../lib/cache/rows.ts';
import { readAt } from '../health/age-of-location.ts';
import { NoticeLine } from '../health/notice-line.tsx';
import { useSyncText } from '../health/sync-text.ts';
import type { Notice } from '../health/worst-notice.ts';
import { Age } from '../ui/age.tsx';
import { Button } from '../ui/button.tsx';
import { PlainIconButton } from '../ui/plain-icon-button.tsx';
import { useCommonWords } from '../ui/words.ts';
import { openConsole } from './open-console.ts';
import { usePopupWords } from './words.ts';

const UnlockForm = lazy(async () => ({ default: (await import('../link/unlock-form.tsx')).UnlockForm }));

interface Props {
  locations: LocationRow[] | undefined;
  syncs: SyncRow[];
  notice: Notice | undefined;
}

/** The one line above the search: the worst state with its cure, or how fresh everything is. */
export function StateLine({ locations, syncs, notice }: Props) {
  const t = usePopupWords();
  const tc = useCommonWords();
  const [isUnlocking, setUnlocking] = useState(false);
  return (
    <section
      className={notice ? `state-line tone-${notice.tone}` : 'state-line'}
      aria-label={t('state.label')}
    >
      <div className="notice-row state-line-row">
        {notice ? (
          <NoticeLine
            notice={notice}
            onGo={(place) => openConsole(place)}
            unlock={
              isUnlocking ? null : <Button onPress={() => setUnlocking(true)}>{tc('act.unlock')}</Button>
            }
          />
        ) : (
          <AllWell locations={locations ?? []} syncs={syncs} />
        )}
        <PlainIconButton label={t('console.open')} onPress={() => openConsole()}>
          <PanelsTopLeft size={16} aria-hidden />
        </PlainIconButton>
      </div>
      {isUnlocking && notice?.kind === 'vault-locked' ? (
        <Suspense>
          <div className="state-line-form">
            <UnlockForm autoFocus onUnlocked={() => setUnlocking(false)} />
          </div>
        </Suspense>
      ) : null}
    </section>
  );
}

function AllWell({ locations, syncs }: { locations: LocationRow[]; syncs: SyncRow[] }) {
  const t = usePopupWords();
  const running = syncs.find((sync) => sync.state === 'running');
  const reading = running && locations.find((location) => location.uId === running.uId);
  const syncText = useSyncText();
  if (locations.length === 0) return <span className="brand">{t('brand')}</span>;
  const ages = locations.map(readAt).filter((time) => time !== undefined);
  return (
    <span className="notice-text soft">
      {reading ? (
        `${reading.locationName}: ${syncText(running)}`
      ) : (
        <>
          {t('state.line', { count: locations.length })}
          {ages.length > 0 ? (
            <>
              {' · '}
              <Age at={Math.min(...ages)} />
            </>
          ) : null}
        </>
      )}
    </span>
  );
}
