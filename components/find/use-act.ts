import { send } from '../../lib/bus/client.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { useSaveBackup } from '../settings/use-save-backup.ts';
import { wordsForFailure } from '../ui/failure-words.ts';
import { useToast } from '../ui/toast.tsx';
import type { Act } from './entries.ts';
import { useFindWords } from './words.ts';

interface Asks {
  unlock: () => void;
  saveView: () => void;
}

/** Does what was chosen in the palette and says how it went; what needs an answer is asked by `asks`. */
export function useAct(asks: Asks): (act: Act) => Promise<void> {
  const t = useFindWords();
  const toast = useToast();
  const saveBackup = useSaveBackup();
  const refuse = (failure: Failure) => {
    const { title, cure } = wordsForFailure(failure);
    toast({ text: `${title} ${cure}`, tone: 'danger' });
  };

  async function sync(uIds: readonly string[]): Promise<void> {
    const replies = await Promise.all(uIds.map((uId) => send('location.sync', { uId })));
    const refused = replies.find((reply) => !reply.ok);
    if (refused && !refused.ok) refuse(refused.error);
    else toast({ text: t('act.sync.done', { count: uIds.length }) });
  }

  async function lock(): Promise<void> {
    const reply = await send('vault.lock', {});
    if (reply.ok) toast({ text: t('act.lock.done') });
    else refuse(reply.error);
  }

  return async (act) => {
    switch (act.act) {
      case 'sync':
        return sync(act.uIds);
      case 'lock':
        return lock();
      case 'backup':
        return saveBackup();
      case 'unlock':
        return asks.unlock();
      case 'save-view':
        return asks.saveView();
    }
  };
}
