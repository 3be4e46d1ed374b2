import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useSettingsWords } from './words.ts';

interface Props {
  label: string;
  help: string;
  /** Of the button. */
  save: string;
  /** As it stands in the field until it is changed. */
  kept: string;
  /** By a policy. */
  isLocked: boolean;
  maxLength?: number;
  /** What is wrong with a text, for the admin. */
  errorOf?: (text: string) => string | undefined;
  /** Whether it was kept. */
  onSave: (text: string) => Promise<boolean>;
}

/** A setting that is typed, and kept by its button or the enter key. */
export function TextSetting({ label, help, save, kept, isLocked, maxLength, errorOf, onSave }: Props) {
  const t = useSettingsWords();
  const [typed, setTyped] = useState<string>();
  const [isSaved, setSaved] = useState(false);
  const text = typed ?? kept;
  const error = errorOf?.(text);
  const keep = async () => {
    if (error !== undefined || !(await onSave(text))) return;
    setTyped(undefined);
    setSaved(true);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <TextField
        label={label}
        help={isLocked ? `${t('policy.set')} ${help}` : help}
        value={text}
        isDisabled={isLocked}
        error={error}
        {...(maxLength !== undefined && { maxLength })}
        onChange={(changed) => {
          setSaved(false);
          setTyped(changed);
        }}
      />
      <div className="acts">
        <Button type="submit" isDisabled={isLocked || error !== undefined || typed === undefined}>
          {save}
        </Button>
        <span role="status" className="soft">
          {isSaved ? t('saved') : ''}
        </span>
      </div>
    </form>
  );
}
