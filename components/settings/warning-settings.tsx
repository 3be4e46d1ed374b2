import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { TextField } from '../ui/text-field.tsx';
import { readWarningDays } from './read-warning-days.ts';
import { useSettings } from './use-settings.ts';
import { useSettingsWords } from './words.ts';

/** At which days before its end a token is warned about. */
export function WarningSettings() {
  const t = useSettingsWords();
  const { values, locked, failure, change } = useSettings();
  const kept = values?.warningDays.join(', ');
  return (
    <section className="panel" aria-label={t('warnings.title')}>
      <h2>{t('warnings.title')}</h2>
      {failure ? <FailurePanel failure={failure} /> : null}
      {kept === undefined ? null : (
        <DaysForm
          kept={kept}
          isLocked={locked.has('warningDays')}
          onSave={(warningDays) => change({ warningDays })}
        />
      )}
    </section>
  );
}

interface Props {
  /** As it stands in the field until it is changed. */
  kept: string;
  /** By a policy. */
  isLocked: boolean;
  /** Whether they were kept. */
  onSave: (days: number[]) => Promise<boolean>;
}

function DaysForm({ kept, isLocked, onSave }: Props) {
  const t = useSettingsWords();
  const [typed, setTyped] = useState<string>();
  const [isSaved, setSaved] = useState(false);
  const read = readWarningDays(typed ?? kept);
  const save = async () => {
    if (!read.ok || !(await onSave(read.days))) return;
    setTyped(undefined);
    setSaved(true);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={t('warnings.days')}
        help={isLocked ? `${t('policy.set')} ${t('warnings.help')}` : t('warnings.help')}
        value={typed ?? kept}
        isDisabled={isLocked}
        error={read.ok ? undefined : t(`warnings.bad.${read.reason}`, { text: read.text })}
        onChange={(text) => {
          setSaved(false);
          setTyped(text);
        }}
      />
      <div className="acts">
        <Button type="submit" isDisabled={isLocked || !read.ok || typed === undefined}>
          {t('warnings.save')}
        </Button>
        <span role="status" className="soft">
          {isSaved ? t('warnings.saved') : ''}
        </span>
      </div>
    </form>
  );
}
