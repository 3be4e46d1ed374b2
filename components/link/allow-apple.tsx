import { browser } from 'wxt/browser';
import { appleHost } from '../../lib/platform/permission-table.ts';
import { useAttempt } from '../data/use-attempt.ts';
import { Button } from '../ui/button.tsx';
import { FailureText } from '../ui/failure-text.tsx';
import { useCommonWords } from '../ui/words.ts';

/** Asks the browser for the one host that a token goes to. Must be asked in the click itself. */
export function AllowAppleButton({ onAllowed }: { onAllowed?: () => void }) {
  const t = useCommonWords();
  const asking = useAttempt('permission-not-asked');
  const ask = async () => {
    if (await asking.run(() => browser.permissions.request({ origins: [appleHost] }))) onAllowed?.();
  };
  return (
    <>
      <Button onPress={ask}>{t('act.allow')}</Button>
      {asking.failure ? <FailureText failure={asking.failure} /> : null}
    </>
  );
}
