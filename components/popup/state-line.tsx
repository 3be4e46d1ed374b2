import PanelsTopLeft from 'lucide-react/icons/panels-top-left';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { useSyncs } from '../data/use-rows.ts';
import { readAt } from '../health/age-of-location.ts';
import { NoticeLine } from '../health/notice-line.tsx';
import { useSyncText } from '../health/sync-text.ts';
import { useWorstNotice } from '../health/use-worst-notice.ts';
import { Age } from '../ui/age.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { PlainIconButton } from '../ui/plain-icon-button.tsx';
import type { Tone } from '../ui/state.tsx';
import { useCommonWords } from '../ui/words.ts';
import { openConsole } from './open-console.ts';
import { usePopupWords } from './words.ts';

const UnlockForm = lazy(async () => ({ default: (await import('../link/unlock-form.tsx')).UnlockForm }));

interface Props {
  locations: readonly LocationRow[];
}

/** The one line above the search: the worst state with its cure, or how fresh everything is. */
export function StateLine({ locations }: Props) {
  return (
    // What cannot be read is not called well, and takes neither the search nor the way to the console with it.
    <ErrorBoundary around={() => <Line said={<Brand />} />}>
      <Known locations={locations} />
    </ErrorBoundary>
  );
}

function Known({ locations }: Props) {
  const tc = useCommonWords();
  const notice = useWorstNotice(locations);
  const [isUnlocking, setUnlocking] = useState(false);
  if (!notice) return <Line said={<AllWell locations={locations} />} />;
  const unlock = isUnlocking ? null : <Button onPress={() => setUnlocking(true)}>{tc('act.unlock')}</Button>;
  return (
    <Line
      tone={notice.tone}
      said={<NoticeLine notice={notice} onGo={(place) => openConsole(place)} unlock={unlock} />}
    >
      {isUnlocking && notice.kind === 'vault-locked' ? (
        <Suspense>
          <div className="state-line-form">
            <UnlockForm autoFocus onUnlocked={() => setUnlocking(false)} />
          </div>
        </Suspense>
      ) : null}
    </Line>
  );
}

interface LineProps {
  tone?: Tone;
  said: ReactNode;
  /** Below the line. */
  children?: ReactNode;
}

function Line({ tone, said, children }: LineProps) {
  const t = usePopupWords();
  return (
    <section className={tone ? `state-line tone-${tone}` : 'state-line'} aria-label={t('state.label')}>
      <div className="notice-row state-line-row">
        {said}
        <PlainIconButton label={t('console.open')} onPress={() => openConsole()}>
          <PanelsTopLeft size={16} aria-hidden />
        </PlainIconButton>
      </div>
      {children}
    </section>
  );
}

function Brand() {
  const t = usePopupWords();
  return <span className="brand">{t('brand')}</span>;
}

function AllWell({ locations }: Props) {
  const t = usePopupWords();
  const running = useSyncs()?.find((sync) => sync.state === 'running');
  const reading = running && locations.find((location) => location.uId === running.uId);
  const syncText = useSyncText();
  if (locations.length === 0) return <Brand />;
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
