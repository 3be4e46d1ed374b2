import { useState } from 'react';
import type { HolderKind } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';
import { useCommand } from '../data/use-command.ts';
import { wishOf } from '../orders/draft.ts';
import { holdersHere } from '../orders/holders-here.ts';
import { OrderMenu } from '../orders/order-menu.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useCommonWords, writeDate } from '../ui/words.ts';
import type { HolderClient } from './holder-client.ts';
import { ListImport } from './list-import.tsx';
import { ListRename } from './list-rename.tsx';
import type { ListSummary } from './messages.ts';
import { useHolderWords } from './words.ts';

interface Props {
  holders: HolderKind;
  client: HolderClient;
  /** undefined until they were read. */
  lists: readonly ListSummary[] | undefined;
  /** Filters the table by a list and closes. */
  onShow: (id: string) => void;
  onClose: () => void;
}

const deviceOrders = ['grant', 'take-back', 'take-all-back'] as const;
const peopleOrders = [...deviceOrders, 'retire'] as const;

type Step =
  | { kind: 'all' }
  | { kind: 'import'; list?: ListSummary }
  | { kind: 'rename'; list: ListSummary }
  | { kind: 'delete'; list: ListSummary };

/** Saved lists of serial numbers or of people: make, look, rename, replace, delete. */
export function ListsDialog({ holders, client, lists, onShow, onClose }: Props) {
  const t = useHolderWords();
  const tc = useCommonWords();
  const cache = useCache();
  // Without a list there is one thing to do.
  const [step, setStep] = useState<Step>(lists?.length === 0 ? { kind: 'import' } : { kind: 'all' });
  const back = () => setStep({ kind: 'all' });

  if (step.kind === 'delete') return <DeleteList list={step.list} onClose={back} />;
  if (step.kind === 'rename') return <ListRename holders={holders} list={step.list} onClose={back} />;
  if (step.kind === 'import') {
    const title = step.list ? t('lists.replace.title', { name: step.list.name }) : t('lists.new');
    return (
      <Dialog title={title} onClose={onClose}>
        <ListImport holders={holders} client={client} list={step.list} onSaved={onShow} onBack={back} />
      </Dialog>
    );
  }
  return (
    <Dialog title={t('lists')} onClose={onClose}>
      {lists?.length === 0 ? <p>{t('lists.none')}</p> : null}
      <ul className="saved-lists">
        {lists?.map((list) => (
          <li key={list.id} className="saved-list">
            <div className="grow">
              <Button
                look="link"
                aria-label={t('lists.show', { name: list.name })}
                onPress={() => onShow(list.id)}
              >
                {list.name}
              </Button>
              <p className="small soft">
                {t(`lists.count.${holders}`, { count: list.count })},{' '}
                {t('lists.changed', { date: writeDate(list.changedAt) })}
              </p>
            </div>
            <OrderMenu
              kinds={holders === 'device' ? deviceOrders : peopleOrders}
              gather={async (kind) => {
                const row = await cache.lists.get(list.id);
                const listed = (row?.ids ?? []).map((id) => ({ kind: holders, id }));
                // Where there is but one location, it is the one that is meant.
                const [place, ...more] = await cache.locations.limit(2).toArray();
                const uId = place && more.length === 0 ? place.uId : '';
                return [{ uId, wish: wishOf(kind, [], await holdersHere(cache, uId, listed)) }];
              }}
            />
            <Button look="quiet" onPress={() => setStep({ kind: 'rename', list })}>
              {t('lists.rename')}
            </Button>
            <Button look="quiet" onPress={() => setStep({ kind: 'import', list })}>
              {t('lists.replace')}
            </Button>
            <Button look="danger" onPress={() => setStep({ kind: 'delete', list })}>
              {t('lists.delete')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="acts end">
        <Button onPress={onClose}>{tc('act.close')}</Button>
        <Button look="primary" onPress={() => setStep({ kind: 'import' })}>
          {t('lists.new')}
        </Button>
      </div>
    </Dialog>
  );
}

function DeleteList({ list, onClose }: { list: ListSummary; onClose: () => void }) {
  const t = useHolderWords();
  const remove = useCommand('list.delete');
  return (
    <ConfirmDialog
      title={t('lists.delete.title', { name: list.name })}
      confirm={t('lists.delete.confirm', { name: list.name })}
      busy={remove.busy}
      failure={remove.failure}
      onClose={onClose}
      onConfirm={async () => {
        if (await remove.run({ id: list.id })) onClose();
      }}
    >
      <p>{t('lists.delete.text')}</p>
    </ConfirmDialog>
  );
}
