import { useId } from 'react';
import type { Keep } from '../../lib/bus/contract.ts';
import type { KeepRules } from '../../lib/cache/rows.ts';
import { useCommonWords } from '../ui/words.ts';
import { getPassphrase, type NewPassphrase, NewPassphraseFields } from './new-passphrase.tsx';
import './keep-choice.css';

export interface KeepChoice {
  mode: 'sealed' | 'session';
  passphrase: NewPassphrase;
}

export const noChoiceYet: KeepChoice = { mode: 'sealed', passphrase: { first: '', second: '' } };

/** What the background needs of a choice; undefined while the passphrase is not usable. */
export function getKeep(choice: KeepChoice, { only, shortest }: KeepRules = {}): Keep | undefined {
  if ((only ?? choice.mode) === 'session') return { mode: 'session' };
  const passphrase = getPassphrase(choice.passphrase, shortest);
  return passphrase === undefined ? undefined : { mode: 'sealed', passphrase };
}

interface Props {
  value: KeepChoice;
  rules: KeepRules;
  onChange: (value: KeepChoice) => void;
}

/** How tokens are kept, with what follows from each way. */
export function KeepChoiceFields({ value, rules, onChange }: Props) {
  const t = useCommonWords();
  const name = useId();
  const chosen = rules.only ?? value.mode;
  return (
    <>
      <fieldset className="choice">
        <legend>{t('keep.question')}</legend>
        {(['sealed', 'session'] as const).map((mode) => (
          <label key={mode} className="choice-option">
            <input
              type="radio"
              name={name}
              checked={chosen === mode}
              disabled={rules.only !== undefined && rules.only !== mode}
              onChange={() => onChange({ ...value, mode })}
            />
            <span>
              <strong>{t(`keep.${mode}`)}</strong>
              <span className="small soft">{t(`keep.${mode}.help`)}</span>
            </span>
          </label>
        ))}
        {rules.only === undefined ? null : <p className="small soft">{t('keep.policy')}</p>}
      </fieldset>
      {chosen === 'sealed' ? (
        <NewPassphraseFields
          value={value.passphrase}
          shortest={rules.shortest}
          onChange={(passphrase) => onChange({ ...value, passphrase })}
        />
      ) : null}
    </>
  );
}
