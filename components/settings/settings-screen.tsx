import { useState } from 'react';
import type { ScreenProps } from '../console/screen-props.ts';
import { useConsoleWords } from '../console/words.ts';
import { useCommand } from '../data/use-command.ts';
import { useVault } from '../data/use-rows.ts';
import { draftStore } from '../orders/tab-draft.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { BackupSettings } from './backup-settings.tsx';
import { DownloadSettings } from './download-settings.tsx';
import { KeepSettings } from './keep-settings.tsx';
import { LanguageSettings } from './language-settings.tsx';
import { NotificationSettings } from './notification-settings.tsx';
import { RequestList } from './request-list.tsx';
import { SettingPart, useShownPart } from './setting-part.tsx';
import { StoredSizes } from './stored-sizes.tsx';
import { WarningSettings } from './warning-settings.tsx';
import { WorkSettings } from './work-settings.tsx';
import '../ui/panel.css';

/** How tokens are kept, how the background works, what is stored and what left, and the way to forget everything. */
export function SettingsScreen({ params, locations }: ScreenProps) {
  useShownPart(params);
  const t = useConsoleWords();
  const vault = useVault();
  return (
    <>
      <header className="screen-head narrow">
        <h1>{t('settings.title')}</h1>
      </header>
      <div className="screen-body">
        <SettingPart part="keep">{vault ? <KeepSettings vault={vault} /> : null}</SettingPart>
        <WorkSettings isSealed={vault?.mode === 'sealed'} />
        <SettingPart part="language">
          <LanguageSettings />
        </SettingPart>
        <SettingPart part="warnings">
          <WarningSettings />
        </SettingPart>
        <SettingPart part="notifications">
          <NotificationSettings />
        </SettingPart>
        <SettingPart part="downloads">
          <DownloadSettings />
        </SettingPart>
        <SettingPart part="backup">
          <BackupSettings />
        </SettingPart>
        <SettingPart part="stored">
          <StoredSizes />
        </SettingPart>
        <SettingPart part="requests">
          <RequestList />
        </SettingPart>
        <SettingPart part="wipe">
          <section className="panel">
            <h2>{t('settings.wipe')}</h2>
            <p>{t('settings.wipe.text')}</p>
            <WipeButton count={locations.length} />
          </section>
        </SettingPart>
      </div>
    </>
  );
}

function WipeButton({ count }: { count: number }) {
  const t = useConsoleWords();
  const [isAsking, setAsking] = useState(false);
  const wipe = useCommand('app.wipe');
  return (
    <div className="acts">
      <Button look="danger" onPress={() => setAsking(true)}>
        {t('settings.wipe.act')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={t('settings.wipe.title')}
          confirm={t('settings.wipe.confirm', { count })}
          busy={wipe.busy}
          failure={wipe.failure}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            if (!(await wipe.run({}))) return;
            // What was prepared lies in this tab, where the background does not reach.
            draftStore.set(undefined);
            setAsking(false);
          }}
        >
          <p>{t('settings.wipe.text')}</p>
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
