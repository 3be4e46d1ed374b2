import { type FormEvent, useState } from 'react';
import type { ViewRow } from '../../lib/cache/knowledge-rows.ts';
import { useCommand } from '../data/use-command.ts';
import { useFindWords } from '../find/words.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useToast } from '../ui/toast.tsx';
import { useCommonWords } from '../ui/words.ts';
import { useViews } from './use-views.ts';

interface Props {
  /** What is saved; with an id it is renamed. */
  view: Pick<ViewRow, 'name' | 'path' | 'query'> & { id?: string };
  onClose: () => void;
}

/** Asks for the name of a view and saves it. A view of the same screen with that name gives way. */
export function ViewNameDialog({ view, onClose }: Props) {
  const t = useFindWords();
  const tc = useCommonWords();
  const toast = useToast();
  const [text, setText] = useState(view.name);
  const save = useCommand('view.save');
  const remove = useCommand('view.delete');
  const name = text.trim();
  const isRenaming = view.id !== undefined;
  const other = useViews()?.find((one) => one.path === view.path && one.name === name && one.id !== view.id);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name === '' || save.busy) return;
    const id = view.id ?? other?.id;
    const { path, query } = view;
    if (!(await save.run({ ...(id === undefined ? {} : { id }), name, path, query }))) return;
    if (isRenaming && other && !(await remove.run({ id: other.id }))) return;
    toast({ text: t('view.saved', { name }) });
    onClose();
  };

  return (
    <Dialog
      title={isRenaming ? t('view.rename.title', { name: view.name }) : t('view.save.title')}
      onClose={onClose}
    >
      <form className="stack" onSubmit={submit}>
        <TextField
          autoFocus
          label={t('view.name')}
          help={other ? t('view.save.replaces') : isRenaming ? undefined : t('view.save.help')}
          value={text}
          maxLength={200}
          onChange={setText}
          onFocus={({ target }) => target instanceof HTMLInputElement && target.select()}
        />
        {save.failure ? <FailurePanel failure={save.failure} /> : null}
        {remove.failure ? <FailurePanel failure={remove.failure} /> : null}
        <div className="acts end">
          <Button onPress={onClose}>{tc('act.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={name === '' || save.busy}>
            {t(isRenaming ? 'view.rename.act' : 'view.save.act')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
