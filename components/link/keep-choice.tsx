import { useId } from 'react';
import type { Keep } from '../../lib/bus/contract.ts';
import { useCommonWords } from '../ui/words.ts';
import { getPassphrase, type NewPassphrase, NewPassphraseFields } from './new-passphrase.tsx';
import './keep-choice.css';

export interface KeepChoice {
  mode: 'sealed' | 'session';
  passphrase: NewPassphrase;
}

export const noChoiceYet: KeepChoice = { mode: 'sealed', passphrase: { first: '', second: '' } };

/** What the background needs of a choice; undefined while the passphrase is not usable. */
export function getKeep(choice: KeepChoice): Keep | undefined {
  if (choice.mode === 'session') return { mode: 'session' };
  const passphrase = getPassphrase(choice.passphrase);
  return passphrase === undefined ? undefined : { mode: 'sealed', passphrase };
}

interface Props {
  value: KeepChoice;
  onChange: (value: KeepChoice) => void;
}

/** How tokens are kept, with what follows from each way. */
export function KeepChoiceFields({ value, onChange }: Props) {
  const t = useCommonWords();
  const name = useId();
  return (
    <>
      <fieldset className="choice">
        <legend>{t('keep.question')}</legend>
        {(['sealed', 'session'] as const).map((mode) => (
          <label key={mode} className="choice-option">
            <input
              type="radio"
              name={name}
              checked={value.mode === mode}
              onChange={() => onChange({ ...value, mode })}
            />
            <span>
              <strong>{t(`keep.${mode}`)}</strong>
              <span className="small soft">{t(`keep.${mode}.help`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {value.mode === 'sealed' ? (
        <NewPassphraseFields
          value={value.passphrase}
          onChange={(passphrase) => onChange({ ...value, passphrase })}
        />
      ) : null}
    </>
  );
}
