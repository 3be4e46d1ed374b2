import type { ConnectorField, Settings } from '../../lib/mdm/catalogue/connector-form.ts';
import { patternsIn } from '../../lib/mdm/catalogue/console-form.ts';
import { PasswordField } from '../ui/password-field.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { TextField } from '../ui/text-field.tsx';
import { hostsOf } from './kinds.ts';
import { isMdmKey, useMdmWords } from './words.ts';

interface Props {
  field: ConnectorField;
  value: string;
  onChange: (value: string) => void;
  isWrong: boolean;
  /** A secret lies in the vault already: an empty field keeps it. */
  isKept?: boolean;
}

/** One field of an MDM's form, drawn by its kind. */
export function ConnectorFieldInput({ field, value, onChange, isWrong, isKept = false }: Props) {
  const t = useMdmWords();
  const textOf = (key: string, otherwise: string) => (isMdmKey(key) ? t(key) : otherwise);
  const label = textOf(`field.${field.name}`, field.name);
  const isAddress = field.kind === 'origin' || field.kind === 'address';
  const wrong = isAddress
    ? 'field.wrong.address'
    : field.kind === 'hosts'
      ? 'field.wrong.hosts'
      : 'field.wrong';
  const error = isWrong ? t(wrong) : undefined;
  switch (field.kind) {
    case 'secret':
      return (
        <PasswordField
          {...{ label, value, onChange, error }}
          help={isKept ? t('field.kept') : undefined}
          autoComplete="off"
        />
      );
    case 'choice':
      return (
        <Select
          label={label}
          value={value}
          options={field.choices.map((choice) => ({
            value: choice,
            text: textOf(`choice.${field.name}.${choice}`, choice),
          }))}
          onChange={onChange}
        />
      );
    case 'consent':
      return (
        <>
          <Switch label={label} isOn={value === 'true'} onChange={(isOn) => onChange(isOn ? 'true' : '')} />
          {error === undefined ? null : (
            <p role="alert" className="refusal">
              {t('field.consent')}
            </p>
          )}
        </>
      );
    default:
      return (
        <TextField
          {...{ label, value, onChange, error }}
          placeholder={field.placeholder ?? ''}
          help={helpOf(field, t)}
          autoComplete="off"
          spellCheck="false"
        />
      );
  }
}

function helpOf(field: ConnectorField, t: ReturnType<typeof useMdmWords>): string | undefined {
  if (field.kind === 'hosts') return t('field.hosts.help');
  return 'optional' in field ? t('field.optional') : undefined;
}

/** What a form begins with: choices stand at their first, hosts as people write them. */
export function firstValues(
  fields: readonly ConnectorField[],
  settings: Settings = {},
): Record<string, string> {
  return Object.fromEntries(
    fields.map((field) => {
      const value = settings[field.name] ?? (field.kind === 'choice' ? (field.choices[0] ?? '') : '');
      return [field.name, field.kind === 'hosts' ? hostsOf(patternsIn(value)) : value];
    }),
  );
}
