import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
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
  return (
    <>
      <RadioGroup
        className="choice"
        value={value.mode}
        onChange={(mode) => onChange({ ...value, mode: mode === 'session' ? 'session' : 'sealed' })}
      >
        <Label>{t('keep.question')}</Label>
        {(['sealed', 'session'] as const).map((mode) => (
          <Radio key={mode} value={mode} className="choice-option">
            <span>
              <strong>{t(`keep.${mode}`)}</strong>
              <span className="small soft">{t(`keep.${mode}.help`)}</span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      {value.mode === 'sealed' ? (
        <NewPassphraseFields
          value={value.passphrase}
          onChange={(passphrase) => onChange({ ...value, passphrase })}
        />
      ) : null}
    </>
  );
}
