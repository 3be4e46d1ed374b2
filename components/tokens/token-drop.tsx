import FileKey from 'lucide-react/icons/file-key';
import X from 'lucide-react/icons/x';
import { useState } from 'react';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { PasteForm } from '../link/paste-form.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useCommonWords } from '../ui/words.ts';
import { useOfferFile } from './use-offer-file.ts';
import { useTokensWords } from './words.ts';
import '../ui/drop.css';

interface Props {
  title: string;
  help?: string | undefined;
  onOffered: (candidateId: string) => void;
  onClose: (() => void) | undefined;
}

/** Takes a token as a dropped file, a chosen file or a pasted text. */
export function TokenDrop({ title, help, onOffered, onClose }: Props) {
  const t = useTokensWords();
  const tc = useCommonWords();
  const [isPasting, setPasting] = useState(false);
  const offer = useOfferFile(onOffered);
  return (
    <section className="panel" aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
        {onClose ? (
          <IconButton label={tc('act.close')} onPress={onClose}>
            <X size={16} aria-hidden />
          </IconButton>
        ) : null}
      </header>
      {help ? <p className="soft">{help}</p> : null}
      <DropZone
        className="drop"
        aria-label={t('drop')}
        onDrop={async ({ items }) => {
          const files = items.filter((item) => item.kind === 'file');
          await offer.take(await Promise.all(files.map((item) => item.getFile())));
        }}
      >
        <FileKey size={24} aria-hidden />
        <span slot="label">{t('drop')}</span>
        <span className="acts">
          <FileTrigger onSelect={(files) => offer.take([...(files ?? [])])}>
            <Button isDisabled={offer.busy}>{t('choose')}</Button>
          </FileTrigger>
          <Button look="quiet" aria-expanded={isPasting} onPress={() => setPasting(!isPasting)}>
            {t('paste')}
          </Button>
        </span>
      </DropZone>
      {offer.refusal ? (
        <p className="refusal" role="alert">
          {offer.refusal}
        </p>
      ) : null}
      {offer.failure ? <FailurePanel failure={offer.failure} /> : null}
      {isPasting ? <PasteForm autoFocus onOffered={onOffered} /> : null}
    </section>
  );
}
