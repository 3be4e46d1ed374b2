import { type FormEvent, useState } from 'react';
import { type ConnectorField, checkFields, type Settings } from '../../lib/mdm/catalogue/connector-form.ts';
import { Button } from '../ui/button.tsx';
import { ConnectorFieldInput, firstValues } from './connector-field.tsx';
import { useMdmWords } from './words.ts';

interface Props {
  fields: readonly ConnectorField[];
  /** The location's name. */
  location: string;
  busy: boolean;
  onAdd: (extra: Settings) => void;
}

/** Makes a new record in the MDM, with what it asks for besides the token. */
export function AddRecordForm({ fields, location, busy, onAdd }: Props) {
  const t = useMdmWords();
  const [values, setValues] = useState(firstValues(fields));
  const [wrong, setWrong] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const checked = checkFields(fields, values);
    setWrong(checked.ok ? undefined : checked.field);
    if (checked.ok) onAdd(checked.values);
  };
  return (
    <form className="mdm-form" onSubmit={submit}>
      <p>{t('ask.add.help')}</p>
      {fields.map((field) => (
        <ConnectorFieldInput
          key={field.name}
          field={field}
          value={values[field.name] ?? ''}
          onChange={(value) => setValues({ ...values, [field.name]: value })}
          isWrong={wrong === field.name}
        />
      ))}
      <div className="acts">
        <Button type="submit" isDisabled={busy}>
          {t('ask.add.confirm', { location })}
        </Button>
      </div>
    </form>
  );
}
