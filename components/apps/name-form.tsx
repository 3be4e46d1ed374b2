import { type FormEvent, useState } from 'react';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { wordsForFailure } from '../ui/failure-words.ts';
import { TextField } from '../ui/text-field.tsx';
import { useCommonWords } from '../ui/words.ts';
import '../link/link.css';

/** A name by hand for an app that the store does not know. */
export function NameForm({ adamId, name }: { adamId: string; name: string }) {
  const t = useCommonWords();
  const [text, setText] = useState(name);
  const save = useCommand('app.name');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save.run({ adamId, name: text.trim() });
  };
  return (
    <form className="one-line" onSubmit={submit}>
      <TextField
        label={t('name.hand')}
        help={t('name.hand.help')}
        value={text}
        maxLength={200}
        onChange={setText}
        error={save.failure && wordsForFailure(save.failure).title}
      />
      <Button type="submit" isDisabled={save.busy || text.trim() === name}>
        {t('name.hand.save')}
      </Button>
    </form>
  );
}
