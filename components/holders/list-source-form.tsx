import { useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useAttempt } from '../data/use-attempt.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { useListReading } from './use-list-reading.ts';
import { useHolderWords } from './words.ts';

interface Props {
  label: string;
  help: string;
  reading: ReturnType<typeof useListReading>;
  back: { text: string; onBack: () => void };
  /** Without its ending; empty for a paste. */
  onFile?: (name: string) => void;
}

/** Serial numbers or ids from a paste or a file. */
export function ListSourceForm({ label, help, reading, back, onFile }: Props) {
  const t = useHolderWords();
  const [text, setText] = useState('');
  const opening = useAttempt('file-unread');
  const failure = opening.failure ?? reading.failure;
  const readFile = async (file: File | undefined) => {
    const bytes = file && (await opening.run(() => file.arrayBuffer()));
    if (!bytes) return;
    onFile?.(file.name.replace(/\.\w+$/, ''));
    await reading.read(bytes);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onFile?.('');
        opening.forget();
        void reading.read(text);
      }}
    >
      <TextField autoFocus multiline label={label} help={help} value={text} onChange={setText} />
      {failure ? <FailurePanel failure={failure} /> : null}
      <div className="acts end">
        <Button onPress={back.onBack}>{back.text}</Button>
        <FileTrigger onSelect={(files) => void readFile(files?.[0])}>
          <Button isDisabled={reading.busy}>{t('import.file')}</Button>
        </FileTrigger>
        <Button look="primary" type="submit" isDisabled={reading.busy || text.trim() === ''}>
          {t(reading.busy ? 'import.reading' : 'import.read')}
        </Button>
      </div>
    </form>
  );
}
