import { useState } from 'react';
import type { MdmRow } from '../../lib/cache/mdm-rows.ts';
import { checkFields } from '../../lib/mdm/catalogue/connector-form.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { useCommand } from '../data/use-command.ts';
import { askForHosts } from './ask-for-hosts.ts';
import { firstValues } from './connector-field.tsx';
import type { Kind } from './kinds.ts';

/** What an MDM's form holds, and saving it: check, ask for its host, save, test. @param row absent for a new one */
export function useMdmForm(kind: Kind, row: MdmRow | undefined, onSaved: () => void) {
  const [name, setName] = useState(row?.name ?? '');
  const [values, setValues] = useState(firstValues(kind.fields, row?.settings ?? kind.begins));
  const [wrong, setWrong] = useState<string>();
  const [refused, setRefused] = useState<Failure>();
  const save = useCommand('mdm.save');
  const test = useCommand('mdm.test');
  const isSecret = (field: string) => kind.fields.some((one) => one.name === field && one.kind === 'secret');

  /** Secrets that are kept count as given; the background knows whether they may stay. */
  function check() {
    const given = Object.entries(values).map(([field, value]) =>
      row && isSecret(field) && value === '' ? [field, '-'] : [field, value],
    );
    return checkFields(kind.fields, Object.fromEntries(given));
  }

  /** To be called in the click itself. */
  async function submit(): Promise<void> {
    setRefused(undefined);
    if (name.trim() === '') return setWrong('mdm-name');
    const checked = check();
    setWrong(checked.ok ? undefined : checked.field);
    if (!checked.ok) return;
    const failure = await askForHosts(kind.patterns(checked.values));
    setRefused(failure);
    if (failure) return;
    const entries = Object.entries(checked.values);
    const secrets = entries.filter(([field]) => isSecret(field) && values[field]?.trim() !== '');
    const saved = await save.run({
      ...(row && { id: row.id }),
      way: kind.way,
      name: name.trim(),
      settings: Object.fromEntries(entries.filter(([field]) => !isSecret(field))),
      secrets: Object.fromEntries(secrets),
    });
    if (!saved) return;
    if (kind.way.by === 'api') await test.run({ id: saved.id });
    onSaved();
  }

  const field = save.failure?.code === 'mdm-settings' ? save.failure.details?.field : undefined;
  const isWrong = (one: string) => one === wrong || one === field;
  return {
    ...{ name, setName, values, submit, isWrong },
    setValue: (one: string, value: string) => {
      setValues({ ...values, [one]: value });
      setWrong(undefined);
      save.forget();
    },
    busy: save.busy || test.busy,
    isTesting: test.busy,
    failure: refused ?? (field === undefined ? save.failure : undefined),
  };
}
