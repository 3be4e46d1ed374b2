import type { FormEvent } from 'react';
import { browser } from 'wxt/browser';
import type { MdmRow } from '../../lib/cache/mdm-rows.ts';
import { checkFields } from '../../lib/mdm/catalogue/connector-form.ts';
import { UnlockButton } from '../console/notice-bar.tsx';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Progress } from '../ui/progress.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useCommonWords } from '../ui/words.ts';
import { ConnectorFieldInput } from './connector-field.tsx';
import { ConsolePath } from './console-path.tsx';
import { hostsOf, type Kind } from './kinds.ts';
import { useMdmForm } from './use-mdm-form.ts';
import { isMdmKey, useMdmWords } from './words.ts';

interface Props {
  kind: Kind;
  /** Absent for a new one. */
  row?: MdmRow;
  onClose: () => void;
  /** Back to the kinds. */
  onOther?: () => void;
}

/** Sets an MDM up or changes it. */
export function MdmForm({ kind, row, onClose, onOther }: Props) {
  const t = useMdmWords();
  const tc = useCommonWords();
  const form = useMdmForm(kind, row, onClose);
  const title = row ? t('form.edit', { name: row.name }) : t('form.add', { kind: kind.name });
  const needs = kind.way.by === 'api' ? `needs.${kind.way.connector}` : 'needs.page';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!form.busy) void form.submit();
  };
  return (
    <section className="panel" aria-label={title}>
      <h2 className="break">{title}</h2>
      {isMdmKey(needs) ? <p className="mdm-needs">{t(needs)}</p> : null}
      {kind.signsIn ? (
        <p className="small soft">
          {t('redirect')} <bdi className="report">{browser.identity.getRedirectURL()}</bdi>
        </p>
      ) : null}
      <ConsolePath path={kind.path} />
      <form className="mdm-form" onSubmit={submit}>
        <TextField
          label={t('form.name')}
          help={t('form.name.help')}
          value={form.name}
          onChange={form.setName}
          error={form.isWrong('mdm-name') ? t('field.wrong') : undefined}
          maxLength={200}
          autoFocus
        />
        {kind.fields.map((field) => (
          <ConnectorFieldInput
            key={field.name}
            field={field}
            value={form.values[field.name] ?? ''}
            onChange={(value) => form.setValue(field.name, value)}
            isWrong={form.isWrong(field.name)}
            isKept={row !== undefined}
          />
        ))}
        <Access kind={kind} values={form.values} />
        {form.isTesting ? <Progress label={t('form.testing')} /> : null}
        {form.failure ? (
          <FailurePanel failure={form.failure}>
            {form.failure.code === 'vault-locked' ? <UnlockButton /> : null}
          </FailurePanel>
        ) : null}
        <div className="acts">
          <Button look="primary" type="submit" isDisabled={form.busy}>
            {t(kind.way.by === 'api' ? 'form.save.api' : 'form.save.page')}
          </Button>
          {onOther ? <Button onPress={onOther}>{t('form.other')}</Button> : null}
          <Button onPress={onClose}>{tc('act.cancel')}</Button>
        </div>
      </form>
    </section>
  );
}

/** Which hosts the browser will ask for, once they are known. */
function Access({ kind, values }: { kind: Kind; values: Readonly<Record<string, string>> }) {
  const t = useMdmWords();
  const known = kind.fields.filter(({ kind }) => kind !== 'text' && kind !== 'secret');
  const checked = checkFields(known, values);
  const hosts = checked.ok ? hostsOf(kind.patterns(checked.values)) : '';
  return hosts === '' ? null : <p className="small soft break">{t('form.access', { hosts })}</p>;
}
