import { useState } from 'react';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { TextField } from '../ui/text-field.tsx';
import { usePeopleWords } from './words.ts';

interface Props {
  uId: string;
  clientUserId: string;
  /** As they are kept now. */
  name: string;
  notes: string;
}

/** Name and notes of a person, kept on this computer. */
export function PersonNoteForm({ uId, clientUserId, ...kept }: Props) {
  const t = usePeopleWords();
  const save = useCommand('person.note');
  const [name, setName] = useState(kept.name);
  const [notes, setNotes] = useState(kept.notes);
  const [isSaved, setSaved] = useState(false);
  const edit = (set: (text: string) => void) => (text: string) => {
    setSaved(false);
    set(text);
  };
  return (
    <form
      className="stack"
      aria-label={t('note')}
      onSubmit={async (event) => {
        event.preventDefault();
        setSaved((await save.run({ uId, clientUserId, name, notes })) !== undefined);
      }}
    >
      <TextField label={t('note.name')} value={name} maxLength={200} onChange={edit(setName)} />
      <TextField
        multiline
        label={t('note.notes')}
        help={t('note.help')}
        value={notes}
        maxLength={2000}
        onChange={edit(setNotes)}
      />
      {save.failure ? <FailurePanel failure={save.failure} /> : null}
      <div className="acts">
        <Button type="submit" isDisabled={save.busy || (name === kept.name && notes === kept.notes)}>
          {t('note.save')}
        </Button>
        <span role="status" className="soft">
          {isSaved ? t('note.saved') : ''}
        </span>
      </div>
    </form>
  );
}
