import { browser } from 'wxt/browser';
import { useConsoleWords } from '../console/words.ts';
import { useAttempt } from '../data/use-attempt.ts';
import { useGranted } from '../data/use-granted.ts';
import { useMissedDownloads } from '../data/use-rows.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Switch } from '../ui/switch.tsx';

const downloads: Parameters<typeof browser.permissions.contains>[0] = { permissions: ['downloads'] };

/** The optional permission that notices a token whose download the page hook cannot see; asked for on the click. */
export function DownloadSettings() {
  const t = useConsoleWords();
  const isOn = useGranted(downloads, false);
  const count = useMissedDownloads()?.count ?? 0;
  const asking = useAttempt('permission-not-asked');
  const change = (wish: boolean) =>
    asking.run(() => (wish ? browser.permissions.request(downloads) : browser.permissions.remove(downloads)));
  return (
    <section className="panel" aria-label={t('settings.downloads')}>
      <h2>{t('settings.downloads')}</h2>
      <Switch
        label={t('settings.downloads.notice')}
        help={t('settings.downloads.help')}
        isOn={isOn}
        onChange={(wish) => void change(wish)}
      />
      {asking.failure ? <FailurePanel failure={asking.failure} /> : null}
      {count > 0 ? <p className="soft">{t('settings.downloads.count', { count })}</p> : null}
    </section>
  );
}
