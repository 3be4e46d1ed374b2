import { systemClock } from '../../lib/platform/clock.ts';
import { useCache } from '../data/cache-context.ts';
import { exportFileName, saveFile } from '../ui/export/save-file.ts';
import { failureOfScreen } from '../ui/failure-of-screen.ts';
import { wordsForFailure } from '../ui/failure-words.ts';
import { useToast } from '../ui/toast.tsx';
import { useSettingsWords } from './words.ts';

/** Saves all that the admin wrote as one file with its date in the name, and says so. Never a token. */
export function useSaveBackup(): () => Promise<void> {
  const t = useSettingsWords();
  const cache = useCache();
  const toast = useToast();
  return async () => {
    try {
      // With its schemas, which no other screen needs.
      const { readBackup } = await import('../../lib/cache/backup.ts');
      const now = systemClock.now();
      const backup = await readBackup(cache, now);
      const file = exportFileName('orchardist-backup', 'json', now);
      saveFile(new Blob([JSON.stringify(backup)], { type: 'application/json' }), file);
      toast({ text: t('backup.saved', { file }) });
    } catch (error) {
      toast({ text: wordsForFailure(failureOfScreen(error)).title, tone: 'danger' });
    }
  };
}
