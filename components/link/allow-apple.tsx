import { browser } from 'wxt/browser';
import { appleHost } from '../../lib/platform/permission-table.ts';
import { useAttempt } from '../data/use-attempt.ts';
import { Button } from '../ui/button.tsx';
import { wordsForFailure } from '../ui/failure-words.ts';
import { useCommonWords } from '../ui/words.ts';

/** Asks the browser for the one host that a token goes to. Must be asked in the click itself. */
export function AllowAppleButton({ onAllowed }: { onAllowed?: () => void }) {
  const t = useCommonWords();
  const asking = useAttempt('permission-not-asked');
  const ask = async () => {
    if (await asking.run(() => browser.permissions.request({ origins: [appleHost] }))) onAllowed?.();
  };
  const words = asking.failure && wordsForFailure(asking.failure);
  return (
    <>
      <Button onPress={ask}>{t('act.allow')}</Button>
      {words ? (
        <span role="alert" className="small">
          {words.title} {words.cure}
        </span>
      ) : null}
    </>
  );
}
