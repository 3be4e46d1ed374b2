import { type FormEvent, type ReactNode, useState } from 'react';
import type { Input } from '../../lib/bus/contract.ts';
import type { VaultStatus } from '../../lib/cache/rows.ts';
import { useCommand } from '../data/use-command.ts';
import { useKeepRules } from '../data/use-rows.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { useCommonWords } from '../ui/words.ts';
import { getKeep, KeepChoiceFields, noChoiceYet } from './keep-choice.tsx';
import { LinkSteps } from './link-steps.tsx';
import { endsOfBoth, OlderToken } from './older-token.tsx';

interface Props {
  candidateId: string;
  /** The name of the location that it renews. */
  renews: string | undefined;
  expectUId: string | undefined;
  vault: VaultStatus;
  onLinked: ((uId: string) => void) | undefined;
  /** What stands beside the link button. */
  children: ReactNode;
}

/** Asks what linking needs (how to keep tokens the first time, the passphrase while locked) and links. */
export function LinkForm({ candidateId, renews, expectUId, vault, onLinked, children }: Props) {
  const t = useCommonWords();
  const [choice, setChoice] = useState(noChoiceYet);
  const [passphrase, setPassphrase] = useState('');
  const unlock = useCommand('vault.unlock');
  const link = useCommand('candidate.link');

  const asksKeep = vault.mode === 'none';
  const asksPassphrase = vault.mode === 'sealed' && vault.locked;
  const rules = useKeepRules();
  const keep = asksKeep ? getKeep(choice, rules) : undefined;
  const isReady = asksKeep ? keep !== undefined : !asksPassphrase || passphrase !== '';
  const isBusy = unlock.busy || link.busy;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run({});
  };

  const run = async (answer: Pick<Input<'candidate.link'>, 'replaceNewer'>) => {
    if (!isReady || isBusy) return;
    if (asksPassphrase && !(await unlock.run({ passphrase }))) return;
    const input: Input<'candidate.link'> = {
      candidateId,
      ...(keep ? { keep } : {}),
      ...(expectUId === undefined ? {} : { expectUId }),
      ...answer,
    };
    const value = await link.run(input);
    if (value) onLinked?.(value.uId);
  };

  const failure = unlock.failure ?? link.failure;
  const ends = failure && endsOfBoth(failure);
  return (
    <form className="link-form" onSubmit={submit}>
      {isBusy ? <LinkSteps at="keeping" isSealed={(keep?.mode ?? vault.mode) === 'sealed'} /> : null}
      {asksKeep ? <KeepChoiceFields value={choice} rules={rules} onChange={setChoice} /> : null}
      {asksPassphrase ? (
        <PasswordField
          label={t('passphrase.label')}
          help={t('candidate.locked')}
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="current-password"
        />
      ) : null}
      {ends ? <OlderToken ends={ends} /> : null}
      {failure && !ends ? <FailurePanel failure={failure} /> : null}
      <div className="acts">
        {ends ? (
          <Button isDisabled={!isReady || isBusy} onPress={() => void run({ replaceNewer: true })}>
            {t('candidate.older.act')}
          </Button>
        ) : (
          <Button look="primary" type="submit" isDisabled={!isReady || isBusy}>
            {renews === undefined ? t('candidate.link') : t('candidate.renew', { location: renews })}
          </Button>
        )}
        {children}
      </div>
    </form>
  );
}
