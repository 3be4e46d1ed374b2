import { type FormEvent, useState } from 'react';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { wordsForFailure } from '../ui/failure-words.ts';
import { PasswordField } from '../ui/password-field.tsx';
import { useCommonWords } from '../ui/words.ts';
import './link.css';

interface Props {
  autoFocus?: boolean;
  onUnlocked?: () => void;
}

/** One passphrase field that opens the vault. */
export function UnlockForm({ autoFocus = false, onUnlocked }: Props) {
  const t = useCommonWords();
  const [passphrase, setPassphrase] = useState('');
  const unlock = useCommand('vault.unlock');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (passphrase === '' || unlock.busy) return;
    if (await unlock.run({ passphrase })) {
      setPassphrase('');
      onUnlocked?.();
    }
  };

  return (
    <form className="one-line" onSubmit={submit}>
      <PasswordField
        label={t('passphrase.label')}
        value={passphrase}
        autoFocus={autoFocus}
        autoComplete="current-password"
        onChange={(value) => {
          setPassphrase(value);
          unlock.forget();
        }}
        error={unlock.failure ? sentence(wordsForFailure(unlock.failure)) : undefined}
      />
      <Button type="submit" isDisabled={passphrase === '' || unlock.busy}>
        {t('act.unlock')}
      </Button>
    </form>
  );
}

function sentence({ title, cure }: { title: string; cure: string }): string {
  return `${title} ${cure}`;
}
