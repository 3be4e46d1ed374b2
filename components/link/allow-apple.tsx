import { browser } from 'wxt/browser';
import { appleHost } from '../../lib/platform/permission-table.ts';
import { Button } from '../ui/button.tsx';
import { useCommonWords } from '../ui/words.ts';

/** Asks the browser for the one host that a token goes to. Must be asked in the click itself. */
export function AllowAppleButton({ onAllowed }: { onAllowed?: () => void }) {
  const t = useCommonWords();
  const ask = async () => {
    if (await browser.permissions.request({ origins: [appleHost] })) onAllowed?.();
  };
  return <Button onPress={ask}>{t('act.allow')}</Button>;
}
