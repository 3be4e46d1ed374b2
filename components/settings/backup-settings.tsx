import FileUp from 'lucide-react/icons/file-up';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { type Restored, useRestore } from './use-restore.ts';
import { useSaveBackup } from './use-save-backup.ts';
import { useSettingsWords } from './words.ts';
import '../ui/drop.css';

/** Names, notes, marks, lists and views as a file, and back again. */
export function BackupSettings() {
  const t = useSettingsWords();
  const save = useSaveBackup();
  const restore = useRestore();
  const { trial } = restore;
  return (
    <section className="panel" aria-label={t('backup.title')}>
      <h2>{t('backup.title')}</h2>
      <p>{t('backup.text')}</p>
      <p className="soft">{t('backup.never')}</p>
      <div className="acts">
        <Button onPress={() => void save()}>{t('backup.save')}</Button>
      </div>
      {trial ? (
        <Trial
          file={trial.file}
          counts={trial.counts}
          busy={restore.busy}
          onConfirm={() => void restore.confirm()}
          onCancel={restore.forget}
        />
      ) : (
        <DropZone
          className="drop"
          aria-label={t('restore.drop')}
          onDrop={async ({ items }) => {
            const files = items.filter((item) => item.kind === 'file');
            await restore.take(await Promise.all(files.map((item) => item.getFile())));
          }}
        >
          <FileUp size={24} aria-hidden />
          <span slot="label">{t('restore.drop')}</span>
          <span className="acts">
            <FileTrigger
              acceptedFileTypes={['.json', 'application/json']}
              onSelect={(files) => void restore.take([...(files ?? [])])}
            >
              <Button isDisabled={restore.busy}>{t('restore.choose')}</Button>
            </FileTrigger>
          </span>
        </DropZone>
      )}
      {restore.isMany ? (
        <p className="refusal" role="alert">
          {t('restore.many')}
        </p>
      ) : null}
      {restore.failure ? <FailurePanel failure={restore.failure} /> : null}
      <p role="status" className="soft">
        {restore.done ? t('restore.done', { count: restore.done.added + restore.done.changed }) : ''}
      </p>
    </section>
  );
}

interface TrialProps {
  file: string;
  counts: Restored;
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** What the file would do; nothing was written yet. */
function Trial({ file, counts: { added, changed, same }, busy, onConfirm, onCancel }: TrialProps) {
  const t = useSettingsWords();
  const isNew = added + changed > 0;
  return (
    <section className="stack" aria-label={t('restore.trial', { file })}>
      <h3 className="break">{t('restore.trial', { file })}</h3>
      {isNew ? (
        <ul className="restore-counts">
          <li>{t('restore.added', { count: added })}</li>
          <li>{t('restore.changed', { count: changed })}</li>
          <li>{t('restore.same', { count: same })}</li>
        </ul>
      ) : (
        <p>{t('restore.nothing', { count: same })}</p>
      )}
      {changed > 0 ? <p className="soft">{t('restore.wins')}</p> : null}
      <div className="acts">
        {isNew ? (
          <Button look="primary" autoFocus isDisabled={busy} onPress={onConfirm}>
            {t('restore.act', { count: added + changed })}
          </Button>
        ) : null}
        <Button autoFocus={!isNew} onPress={onCancel}>
          {t(isNew ? 'restore.cancel' : 'restore.close')}
        </Button>
      </div>
    </section>
  );
}
