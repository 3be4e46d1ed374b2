import { useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
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
  const readFile = (file: File | undefined) => {
    if (!file) return;
    onFile?.(file.name.replace(/\.\w+$/, ''));
    void reading.read(() => file.arrayBuffer());
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onFile?.('');
        void reading.read(async () => text);
      }}
    >
      <TextField autoFocus multiline label={label} help={help} value={text} onChange={setText} />
      {reading.failure ? <FailurePanel failure={reading.failure} /> : null}
      <div className="acts end">
        <Button onPress={back.onBack}>{back.text}</Button>
        <FileTrigger onSelect={(files) => readFile(files?.[0])}>
          <Button isDisabled={reading.busy}>{t('import.file')}</Button>
        </FileTrigger>
        <Button look="primary" type="submit" isDisabled={reading.busy || text.trim() === ''}>
          {t(reading.busy ? 'import.reading' : 'import.read')}
        </Button>
      </div>
    </form>
  );
}
