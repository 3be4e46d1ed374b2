import FileText from 'lucide-react/icons/file-text';
import { type ReactNode, useState } from 'react';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useAttempt } from '../data/use-attempt.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useOrdersWords } from './words.ts';
import '../ui/drop.css';

interface Props {
  /** What may be dropped. */
  label: string;
  busy: boolean;
  onSource: (source: string | ArrayBuffer) => void;
  /** More ways, such as a template. */
  children?: ReactNode;
}

/** A table from anywhere: a dropped file, a chosen file or a pasted text. */
export function TextSource({ label, busy, onSource, children }: Props) {
  const t = useOrdersWords();
  const [isPasting, setPasting] = useState(false);
  const [text, setText] = useState('');
  const reading = useAttempt('file-unread');
  const take = async (file: File | undefined) => {
    const bytes = file && (await reading.run(() => file.arrayBuffer()));
    if (bytes) onSource(bytes);
  };
  return (
    <>
      <DropZone
        className="drop"
        aria-label={label}
        onDrop={async ({ items }) => {
          const file = items.find((item) => item.kind === 'file');
          if (file) await take(await file.getFile());
        }}
      >
        <FileText size={24} aria-hidden />
        <span slot="label">{label}</span>
        <span className="acts">
          <FileTrigger onSelect={(files) => void take(files?.[0])}>
            <Button isDisabled={busy}>{t('source.file')}</Button>
          </FileTrigger>
          <Button look="quiet" aria-expanded={isPasting} onPress={() => setPasting(!isPasting)}>
            {t('source.paste')}
          </Button>
          {children}
        </span>
      </DropZone>
      {reading.failure ? <FailurePanel failure={reading.failure} /> : null}
      {isPasting ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            reading.forget();
            onSource(text);
          }}
        >
          <TextField
            autoFocus
            multiline
            label={t('source.text')}
            help={t('source.help')}
            value={text}
            onChange={setText}
          />
          <div className="acts end">
            <Button type="submit" isDisabled={busy || text.trim() === ''}>
              {t('source.read')}
            </Button>
          </div>
        </form>
      ) : null}
    </>
  );
}
