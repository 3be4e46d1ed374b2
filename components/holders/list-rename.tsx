import { useState } from 'react';
import type { HolderKind } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';
import { useAttempt } from '../data/use-attempt.ts';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useCommonWords } from '../ui/words.ts';
import type { ListSummary } from './messages.ts';
import { useHolderWords } from './words.ts';

interface Props {
  holders: HolderKind;
  list: ListSummary;
  onClose: () => void;
}

/** Another name for a list; what is in it stays. */
export function ListRename({ holders, list, onClose }: Props) {
  const t = useHolderWords();
  const tc = useCommonWords();
  const cache = useCache();
  const save = useCommand('list.save');
  const reading = useAttempt('storage-broken');
  const failure = reading.failure ?? save.failure;
  const [name, setName] = useState(list.name);
  const rename = async () => {
    const found = await reading.run(async () => ({ row: await cache.lists.get(list.id) }));
    if (!found) return;
    const { row } = found;
    if (!row) return onClose();
    if (await save.run({ id: list.id, kind: holders, name, ids: row.ids })) onClose();
  };
  return (
    <Dialog title={t('lists.rename.title', { name: list.name })} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void rename();
        }}
      >
        <TextField autoFocus label={t('lists.name')} value={name} maxLength={200} onChange={setName} />
        {failure ? <FailurePanel failure={failure} /> : null}
        <div className="acts end">
          <Button onPress={onClose}>{tc('act.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={save.busy || name.trim() === ''}>
            {t('lists.rename')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
