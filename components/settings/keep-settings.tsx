import { type FormEvent, useState } from 'react';
import type { VaultStatus } from '../../lib/cache/rows.ts';
import { useConsoleWords } from '../console/words.ts';
import { useCommand } from '../data/use-command.ts';
import { useKeepRules } from '../data/use-rows.ts';
import { getKeep, KeepChoiceFields, noChoiceYet } from '../link/keep-choice.tsx';
import { UnlockForm } from '../link/unlock-form.tsx';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { State } from '../ui/state.tsx';
import { useCommonWords } from '../ui/words.ts';
import { useSettingsWords } from './words.ts';
import './settings.css';

/** The way tokens are kept: see it, lock, unlock, change it. */
export function KeepSettings({ vault }: { vault: VaultStatus }) {
  const t = useConsoleWords();
  const lock = useCommand('vault.lock');
  const [isChanging, setChanging] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const isSealed = vault.mode === 'sealed';
  const ts = useSettingsWords();
  const wanted = useKeepRules().only;
  return (
    <section className="panel" aria-label={t('settings.keep')}>
      <h2>{t('settings.keep')}</h2>
      <p>
        {t(`settings.keep.${vault.mode}`)}{' '}
        {isSealed ? t(vault.locked ? 'settings.keep.locked' : 'settings.keep.open') : null}
      </p>
      {wanted === undefined || vault.mode === 'none' || wanted === vault.mode ? null : (
        <State tone="warning">{ts(`policy.keep.${wanted}`)}</State>
      )}
      {isSealed && vault.locked ? <UnlockForm /> : null}
      {lock.failure ? <FailurePanel failure={lock.failure} /> : null}
      {isChanging ? (
        <ChangeForm
          isSealed={isSealed}
          onDone={(saved) => {
            setChanging(false);
            setSaved(saved);
          }}
        />
      ) : vault.mode === 'none' || vault.locked ? null : (
        <div className="acts">
          {isSealed ? (
            <Button isDisabled={lock.busy} onPress={() => lock.run({})}>
              {t('settings.keep.lock')}
            </Button>
          ) : null}
          <Button onPress={() => setChanging(true)}>{t('settings.keep.change')}</Button>
          <span role="status" className="soft">
            {isSaved ? t('settings.keep.saved') : ''}
          </span>
        </div>
      )}
    </section>
  );
}

function ChangeForm({ isSealed, onDone }: { isSealed: boolean; onDone: (saved: boolean) => void }) {
  const t = useConsoleWords();
  const tc = useCommonWords();
  const [choice, setChoice] = useState(noChoiceYet);
  const [current, setCurrent] = useState('');
  const change = useCommand('vault.keep');
  const rules = useKeepRules();
  const keep = getKeep(choice, rules);
  const isReady = keep !== undefined && (!isSealed || current !== '') && !change.busy;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    if (await change.run({ keep, ...(isSealed ? { current } : {}) })) onDone(true);
  };
  return (
    <form className="link-form keep-form" onSubmit={submit}>
      {isSealed ? (
        <PasswordField
          label={t('settings.keep.current')}
          value={current}
          onChange={setCurrent}
          autoComplete="current-password"
          autoFocus
        />
      ) : null}
      <KeepChoiceFields value={choice} rules={rules} onChange={setChoice} />
      {change.failure ? <FailurePanel failure={change.failure} /> : null}
      <div className="acts">
        <Button look="primary" type="submit" isDisabled={!isReady}>
          {t('settings.keep.save')}
        </Button>
        <Button onPress={() => onDone(false)}>{tc('act.cancel')}</Button>
      </div>
    </form>
  );
}
