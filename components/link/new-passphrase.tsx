import { PasswordField } from '../ui/password-field.tsx';
import { State, type Tone } from '../ui/state.tsx';
import { useCommonWords } from '../ui/words.ts';
import { type Strength, shortestPassphrase, strengthOf } from './passphrase-strength.ts';

export interface NewPassphrase {
  first: string;
  second: string;
}

/** The passphrase when it may be used: long enough and typed twice alike. */
export function getPassphrase({ first, second }: NewPassphrase, shortest?: number): string | undefined {
  return strengthOf(first, shortest) !== 'short' && first === second ? first : undefined;
}

interface Props {
  value: NewPassphrase;
  /** In characters. */
  shortest?: number | undefined;
  onChange: (value: NewPassphrase) => void;
}

/** A new passphrase, typed twice, with a hint of its strength. */
export function NewPassphraseFields({ value, shortest = shortestPassphrase, onChange }: Props) {
  const t = useCommonWords();
  const differs = value.second.length >= value.first.length && value.second !== value.first;
  return (
    <>
      <PasswordField
        label={t('keep.passphrase')}
        help={
          value.first === '' ? (
            t('keep.passphrase.help', { count: shortest })
          ) : (
            <StrengthHint passphrase={value.first} shortest={shortest} />
          )
        }
        autoComplete="new-password"
        value={value.first}
        onChange={(first) => onChange({ ...value, first })}
      />
      <PasswordField
        label={t('keep.repeat')}
        error={differs && value.second !== '' ? t('keep.repeat.error') : undefined}
        autoComplete="new-password"
        value={value.second}
        onChange={(second) => onChange({ ...value, second })}
      />
    </>
  );
}

const tones: Record<Strength, Tone> = { short: 'neutral', weak: 'warning', fair: 'info', good: 'good' };

function StrengthHint({ passphrase, shortest }: { passphrase: string; shortest: number }) {
  const t = useCommonWords();
  const strength = strengthOf(passphrase, shortest);
  const count = shortest - [...passphrase].length;
  return <State tone={tones[strength]}>{t(`keep.strength.${strength}`, { count })}</State>;
}
