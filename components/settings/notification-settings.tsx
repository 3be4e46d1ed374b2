import { browser } from 'wxt/browser';
import { useAttempt } from '../data/use-attempt.ts';
import { useGranted } from '../data/use-granted.ts';
import { useOverviewWords } from '../overview/words.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Switch } from '../ui/switch.tsx';

const notifications: Parameters<typeof browser.permissions.contains>[0] = { permissions: ['notifications'] };

interface Props {
  /** Gone once it is on: there is nothing more to decide. */
  isQuiet?: boolean;
}

/** The optional permission to warn by browser notification; asked for on the click. */
export function NotificationSettings({ isQuiet = false }: Props) {
  const t = useOverviewWords();
  const isOn = useGranted(notifications, false);
  const asking = useAttempt('permission-not-asked');
  if (isQuiet && isOn) return null;
  const change = (wish: boolean) =>
    asking.run(() =>
      wish ? browser.permissions.request(notifications) : browser.permissions.remove(notifications),
    );
  return (
    <section className="panel" aria-label={t('notify')}>
      <h2>{t('notify')}</h2>
      <Switch
        label={t('notify.switch')}
        help={t('notify.help')}
        isOn={isOn}
        onChange={(wish) => void change(wish)}
      />
      {asking.failure ? <FailurePanel failure={asking.failure} /> : null}
    </section>
  );
}
