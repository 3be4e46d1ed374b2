import { Dialog } from '../ui/dialog.tsx';
import { useCommonWords } from '../ui/words.ts';
import { UnlockForm } from './unlock-form.tsx';

/** Asks for the passphrase. */
export function UnlockDialog({ onClose }: { onClose: () => void }) {
  const t = useCommonWords();
  return (
    <Dialog title={t('act.unlock.title')} onClose={onClose}>
      <UnlockForm autoFocus onUnlocked={onClose} />
    </Dialog>
  );
}
