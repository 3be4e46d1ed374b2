import RefreshCw from 'lucide-react/icons/refresh-cw';
import { useState } from 'react';
import type { LocationRow, SyncRow } from '../../lib/cache/rows.ts';
import { changeParams } from '../console/route.ts';
import { useConsoleWords } from '../console/words.ts';
import { useCommand } from '../data/use-command.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';

interface Props {
  location: LocationRow;
  sync: SyncRow | undefined;
  /** Renewing is then the one thing to do. */
  isRenewalDue: boolean;
}

/** Sync, renew, unlink. */
export function LocationActs({ location, sync, isRenewalDue }: Props) {
  const t = useConsoleWords();
  const start = useCommand('location.sync');
  const isBusy = start.busy || sync?.state === 'running' || sync?.state === 'queued';
  const { uId } = location;
  return (
    <>
      <div className="acts location-acts">
        {isRenewalDue ? null : (
          <Button isDisabled={isBusy} onPress={() => start.run({ uId })}>
            {t('tokens.sync')}
          </Button>
        )}
        <Button onPress={() => changeParams({ renew: uId, link: undefined })}>{t('tokens.renew')}</Button>
        <IconButton
          label={t('tokens.sync.full')}
          isDisabled={isBusy}
          onPress={() => start.run({ uId, full: true })}
        >
          <RefreshCw size={16} aria-hidden />
        </IconButton>
        <UnlinkButton location={location} />
      </div>
      {start.failure ? <FailurePanel failure={start.failure} /> : null}
    </>
  );
}

function UnlinkButton({ location }: { location: LocationRow }) {
  const t = useConsoleWords();
  const [isAsking, setAsking] = useState(false);
  const unlink = useCommand('location.unlink');
  const name = { location: location.locationName };
  return (
    <>
      <Button look="quiet" onPress={() => setAsking(true)}>
        {t('tokens.unlink')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={t('tokens.unlink.title', name)}
          confirm={t('tokens.unlink.confirm', name)}
          busy={unlink.busy}
          failure={unlink.failure}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            if (await unlink.run({ uId: location.uId })) setAsking(false);
          }}
        >
          <p>{t('tokens.unlink.text')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
