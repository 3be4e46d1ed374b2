import { useState } from 'react';
import type { LocationRow, SyncRow } from '../../lib/cache/rows.ts';
import { changeParams } from '../console/route.ts';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { CalendarButton } from './calendar-button.tsx';
import { useTokensWords } from './words.ts';

interface Props {
  location: LocationRow;
  sync: SyncRow | undefined;
  /** Renewing is then the one thing to do. */
  isRenewalDue: boolean;
}

/** What one does with a linked location: the one thing that is due, and renewing at any time. */
export function LocationActs({ location, sync, isRenewalDue }: Props) {
  const t = useTokensWords();
  const start = useCommand('location.sync');
  const { uId } = location;
  return (
    <>
      <div className="acts location-acts">
        <Button
          look={isRenewalDue ? 'plain' : 'quiet'}
          onPress={() => changeParams({ renew: uId, link: undefined })}
        >
          {t('renew')}
        </Button>
        {isRenewalDue ? null : (
          <Button isDisabled={start.busy || isReading(sync)} onPress={() => start.run({ uId })}>
            {t('sync')}
          </Button>
        )}
      </div>
      {start.failure ? <FailurePanel failure={start.failure} /> : null}
    </>
  );
}

/** What is seldom wanted, below everything: reading all anew, and forgetting the location. */
export function LocationFoot({ location, sync }: Pick<Props, 'location' | 'sync'>) {
  const t = useTokensWords();
  const start = useCommand('location.sync');
  return (
    <>
      {start.failure ? <FailurePanel failure={start.failure} /> : null}
      <footer className="location-foot">
        <span className="foot-links">
          <Button
            look="link"
            isDisabled={start.busy || isReading(sync)}
            onPress={() => start.run({ uId: location.uId, full: true })}
          >
            {t('sync.full')}
          </Button>
          <CalendarButton locations={[location]} text={t('calendar')} look="link" />
        </span>
        <UnlinkButton location={location} />
      </footer>
    </>
  );
}

function isReading(sync: SyncRow | undefined): boolean {
  return sync?.state === 'running' || sync?.state === 'queued';
}

function UnlinkButton({ location }: { location: LocationRow }) {
  const t = useTokensWords();
  const [isAsking, setAsking] = useState(false);
  const unlink = useCommand('location.unlink');
  const name = { location: location.locationName };
  return (
    <>
      <Button look="danger" onPress={() => setAsking(true)}>
        {t('unlink')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={t('unlink.title', name)}
          confirm={t('unlink.confirm', name)}
          busy={unlink.busy}
          failure={unlink.failure}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            if (await unlink.run({ uId: location.uId })) setAsking(false);
          }}
        >
          <p>{t('unlink.text')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
