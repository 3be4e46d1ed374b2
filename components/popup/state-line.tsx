import PanelsTopLeft from 'lucide-react/icons/panels-top-left';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { LocationRow, SyncRow } from '../../lib/cache/rows.ts';
import { useCommand } from '../data/use-command.ts';
import { readAt } from '../health/age-of-location.ts';
import { useNoticeText } from '../health/notice-text.ts';
import { useSyncText } from '../health/sync-text.ts';
import type { Notice } from '../health/worst-notice.ts';
import { AllowAppleButton } from '../link/allow-apple.tsx';
import { Age } from '../ui/age.tsx';
import { Button } from '../ui/button.tsx';
import { PlainIconButton } from '../ui/plain-icon-button.tsx';
import { ToneIcon } from '../ui/state.tsx';
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
  const [isUnlocking, setUnlocking] = useState(false);
  return (
    <section
      className={notice ? `state-line tone-${notice.tone}` : 'state-line'}
      aria-label={t('state.label')}
    >
      <div className="state-line-row">
        {notice ? (
          <NoticeLine notice={notice} onUnlock={isUnlocking ? undefined : () => setUnlocking(true)} />
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

interface NoticeProps {
  notice: Notice;
  /** Opens the passphrase field; undefined while it is open. */
  onUnlock: (() => void) | undefined;
}

function NoticeLine({ notice, onUnlock }: NoticeProps) {
  const text = useNoticeText(notice);
  return (
    <>
      <ToneIcon tone={notice.tone} size={16} />
      <span className="state-line-text">{text}</span>
      <CureButton notice={notice} onUnlock={onUnlock} />
    </>
  );
}

function CureButton({ notice, onUnlock }: NoticeProps): ReactNode {
  const t = useCommonWords();
  const sync = useCommand('location.sync');
  const { cure, location } = notice;
  if (cure === 'allow') return <AllowAppleButton />;
  if (cure === 'unlock') return onUnlock ? <Button onPress={onUnlock}>{t('act.unlock')}</Button> : null;
  if (!location || cure === 'none') return null;
  if (cure === 'renew' || cure === 'look') {
    const param = cure === 'renew' ? 'renew' : 'open';
    const route = `/tokens?${new URLSearchParams({ [param]: location.uId })}`;
    return <Button onPress={() => openConsole(route)}>{t(`act.${cure}`)}</Button>;
  }
  return (
    <Button isDisabled={sync.busy} onPress={() => sync.run({ uId: location.uId })}>
      {t('act.sync')}
    </Button>
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
    <span className="state-line-text soft">
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
