import type { OrderRow } from '../../lib/cache/order-rows.ts';
import type { Undo } from '../../lib/orders/plan/undo.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useCommonWords } from '../ui/words.ts';
import { startDraft } from './draft-store.ts';
import { useOrdersWords } from './words.ts';

interface Props {
  order: OrderRow;
  undo: Undo;
  onClose: () => void;
}

/** What an undo can bring back and what it cannot, before its plan is made. */
export function UndoDialog({ order, undo, onClose }: Props) {
  const t = useOrdersWords();
  const tc = useCommonWords();
  return (
    <Dialog title={t('undo.title')} onClose={onClose}>
      TODO
    </Dialog>
  );
}
