import { send } from '../../lib/bus/client.ts';
import type { ViewRow } from '../../lib/cache/knowledge-rows.ts';
import { useFindWords } from '../find/words.ts';
import { wordsForFailure } from '../ui/failure-words.ts';
import { useToast } from '../ui/toast.tsx';

/** Deletes a view at once and offers to take that back: nothing but a bookmark is lost. */
export function useDeleteView(): (view: ViewRow) => Promise<void> {
  const t = useFindWords();
  const toast = useToast();
  return async ({ id, name, path, query }) => {
    const reply = await send('view.delete', { id });
    if (!reply.ok) {
      toast({ text: wordsForFailure(reply.error).title, tone: 'danger' });
      return;
    }
    const undo = async () => {
      const undone = await send('view.save', { id, name, path, query });
      if (!undone.ok) toast({ text: wordsForFailure(undone.error).title, tone: 'danger' });
    };
    toast({ text: t('view.deleted', { name }), act: { text: t('view.undo'), onAct: () => void undo() } });
  };
}
