import { type FormEvent, useState } from 'react';
import { readToken } from '../../lib/token/read-token.ts';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { wordsForFailure, wordsForRefusal } from '../ui/failure-words.ts';
import { TextField } from '../ui/text-field.tsx';
import { useCommonWords } from '../ui/words.ts';
import './link.css';

interface Props {
  autoFocus?: boolean;
  onOffered: (candidateId: string) => void;
}

/** Takes a pasted token; what is none is refused by kind beside the field. */
export function PasteForm({ autoFocus = false, onOffered }: Props) {
  const t = useCommonWords();
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<string>();
  const offer = useCommand('token.offer');

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    const reading = readToken(text);
    if (!reading.ok) {
      const { title, cure } = wordsForRefusal(reading.reason);
      setRefusal(`${title} ${cure}`);
      return;
    }
    const value = await offer.run({ text: reading.token.text, source: 'paste' });
    if (!value) return;
    setText('');
    onOffered(value.candidateId);
  };

  const failure = offer.failure && wordsForFailure(offer.failure);
  return (
    <form className="link-form" onSubmit={submit}>
      <TextField
        label={t('paste.label')}
        placeholder={t('paste.placeholder')}
        multiline
        autoFocus={autoFocus}
        value={text}
        onChange={(value) => {
          setText(value);
          setRefusal(undefined);
          offer.forget();
        }}
        error={refusal ?? (failure && `${failure.title} ${failure.cure}`)}
      />
      <div className="acts">
        <Button type="submit" isDisabled={text.trim() === '' || offer.busy}>
          {t('paste.act')}
        </Button>
      </div>
    </form>
  );
}
