import type { OrderRow } from '../../lib/cache/order-rows.ts';
import type { Undo, UndoNote } from '../../lib/orders/plan/undo.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useCommonWords, writeTime } from '../ui/words.ts';
import { writeDuration } from './duration.ts';
import { startDraft } from './tab-draft.ts';
import { type OrdersWords, useOrdersWords } from './words.ts';

interface Props {
  order: OrderRow;
  undo: Undo;
  onClose: () => void;
}

/** What an undo can bring back and what it cannot, before its plan is made. */
export function UndoDialog({ order: { id, uId }, undo: { wishes, notes }, onClose }: Props) {
  const t = useOrdersWords();
  const tc = useCommonWords();
  const plan = () => startDraft(wishes.map((wish) => ({ uId, wish, from: { id, as: 'undo' } })));
  return (
    <Dialog title={t('undo.title')} onClose={onClose}>
      <p>{t(wishes.length > 0 ? 'undo.text' : 'undo.nothing')}</p>
      {wishes.length > 1 ? <p>{t('undo.steps', { count: wishes.length })}</p> : null}
      {notes.length > 0 ? (
        <ul className="flags">
          {notes.map((note) => (
            <li key={note.kind}>{noteText(t, note)}</li>
          ))}
        </ul>
      ) : null}
      <div className="acts end">
        <Button autoFocus onPress={onClose}>
          {tc('act.close')}
        </Button>
        {wishes.length > 0 ? (
          <Button look="primary" onPress={plan}>
            {t('undo.plan')}
          </Button>
        ) : null}
      </div>
    </Dialog>
  );
}

function noteText(t: OrdersWords, note: UndoNote): string {
  switch (note.kind) {
    case 'books-stay':
      return t('note.books-stay', { count: note.licences });
    case 'wait-before-reuse':
      return t('note.wait-before-reuse', { time: writeDuration(note.ms) });
    case 'app-still-works':
      return t('note.app-still-works', { count: note.days });
    case 'devices-later':
      return t('note.devices-later', { count: note.devices });
    case 'known-before':
      return note.asOf === undefined
        ? t('note.known-before')
        : t('note.known-before.at', { time: writeTime(note.asOf) });
    case 'come-back-new':
    case 'address-unknown':
    case 'account-unknown':
      return t(`note.${note.kind}`, { count: note.people });
    default:
      return t(`note.${note.kind}`);
  }
}
