import { useState } from 'react';
import type { HolderKind } from '../../lib/cache/rows.ts';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useToast } from '../ui/toast.tsx';
import { useCommonWords } from '../ui/words.ts';
import type { HolderClient } from './holder-client.ts';
import { ListPreview } from './list-preview.tsx';
import { ListSourceForm } from './list-source-form.tsx';
import type { ListSummary } from './messages.ts';
import { useListReading } from './use-list-reading.ts';
import { useHolderWords } from './words.ts';

interface Props {
  holders: HolderKind;
  client: HolderClient;
  /** Whose entries are replaced; a new one without. */
  list?: ListSummary | undefined;
  onSaved: (id: string) => void;
  onBack: () => void;
}

/** A list from a paste or a file: read, looked at, named, saved. */
export function ListImport({ holders, client, list, onSaved, onBack }: Props) {
  const t = useHolderWords();
  const tc = useCommonWords();
  const [fileName, setFileName] = useState('');
  const reading = useListReading(client);

  if (reading.found) {
    return (
      <>
        <ListPreview holders={holders} found={reading.found} />
        <SaveForm
          holders={holders}
          ids={reading.found.ids}
          list={list}
          firstName={list?.name ?? fileName}
          onSaved={onSaved}
          onAgain={reading.forget}
        />
      </>
    );
  }
  return (
    <ListSourceForm
      label={t(`import.paste.${holders}`)}
      help={t(`import.help.${holders}`)}
      reading={reading}
      back={{ text: tc('act.back'), onBack }}
      onFile={setFileName}
    />
  );
}

interface SaveProps {
  holders: HolderKind;
  ids: string[];
  list: ListSummary | undefined;
  firstName: string;
  onSaved: (id: string) => void;
  onAgain: () => void;
}

function SaveForm({ holders, ids, list, firstName, onSaved, onAgain }: SaveProps) {
  const t = useHolderWords();
  const toast = useToast();
  const save = useCommand('list.save');
  const [name, setName] = useState(firstName);
  const run = async () => {
    const saved = await save.run({ ...(list && { id: list.id }), name, kind: holders, ids });
    if (!saved) return;
    toast({ text: t('lists.saved', { name: name.trim(), count: ids.length }) });
    onSaved(saved.id);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      {ids.length > 0 ? (
        <TextField autoFocus label={t('lists.name')} value={name} maxLength={200} onChange={setName} />
      ) : null}
      {save.failure ? <FailurePanel failure={save.failure} /> : null}
      <div className="acts end">
        <Button onPress={onAgain}>{t('import.again')}</Button>
        <Button look="primary" type="submit" isDisabled={save.busy || name.trim() === '' || ids.length === 0}>
          {t('lists.save')}
        </Button>
      </div>
    </form>
  );
}
