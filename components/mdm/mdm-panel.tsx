import { useState } from 'react';
import type { MdmRow } from '../../lib/cache/mdm-rows.ts';
import { changeParams } from '../console/route.ts';
import { useCommand } from '../data/use-command.ts';
import { Age } from '../ui/age.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { State } from '../ui/state.tsx';
import { ConsolePath } from './console-path.tsx';
import { addressOf, kindOf } from './kinds.ts';
import { MdmFailure } from './mdm-failure.tsx';
import { useMdmWords } from './words.ts';

/** One MDM that is set up: what it is, whether it can be reached, and what can be done with it. */
export function MdmPanel({ row }: { row: MdmRow }) {
  const t = useMdmWords();
  const kind = kindOf(row);
  const address = addressOf(row);
  const test = useCommand('mdm.test');
  const check = () => void test.run({ id: row.id });
  const isApi = row.way.by === 'api';
  return (
    <section className="panel" aria-label={row.name}>
      <header className="panel-head">
        <h2 className="break" dir="auto">
          {row.name}
        </h2>
        {isApi ? <Checked row={row} /> : <State tone="neutral">{t('way.page')}</State>}
        <div className="acts mdm-acts">
          <Button
            look="quiet"
            isDisabled={!kind}
            onPress={() => changeParams({ edit: row.id, add: undefined })}
          >
            {t('act.edit')}
          </Button>
          {isApi ? (
            <Button isDisabled={test.busy} onPress={check}>
              {t(test.busy ? 'form.testing' : 'act.test')}
            </Button>
          ) : null}
        </div>
      </header>
      <p className="break">
        {kind?.key === 'page:other' ? t('kind.other') : (kind?.name ?? t('kind.unknown'))}
        {address === undefined ? null : (
          <>
            {' · '}
            <a href={address} target="_blank" rel="noreferrer" className="act-link">
              <bdi>{address}</bdi>
            </a>
          </>
        )}
      </p>
      <ConsolePath path={kind?.path ?? []} />
      {test.failure ? <FailurePanel failure={test.failure} /> : null}
      {row.checked?.failure && !test.busy ? (
        <MdmFailure failure={row.checked.failure} row={row} onAllowed={check} />
      ) : null}
      <footer className="acts end">
        <RemoveButton row={row} />
      </footer>
    </section>
  );
}

function Checked({ row: { checked } }: { row: MdmRow }) {
  const t = useMdmWords();
  if (!checked) return <State tone="neutral">{t('checked.never')}</State>;
  const { failure, isUntold } = checked;
  return (
    <>
      {isUntold ? (
        <State tone="neutral">{t('checked.untold')}</State>
      ) : (
        <State tone={failure ? 'danger' : 'good'}>{t(failure ? 'checked.bad' : 'checked.good')}</State>
      )}
      <span className="small">
        <Age at={checked.at} />
      </span>
    </>
  );
}

function RemoveButton({ row }: { row: MdmRow }) {
  const t = useMdmWords();
  const [isAsking, setAsking] = useState(false);
  const remove = useCommand('mdm.remove');
  return (
    <>
      <Button look="danger" onPress={() => setAsking(true)}>
        {t('act.remove')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={t('remove.title', { name: row.name })}
          confirm={t('remove.confirm', { name: row.name })}
          busy={remove.busy}
          failure={remove.failure}
          onClose={() => setAsking(false)}
          onConfirm={() => void remove.run({ id: row.id })}
        >
          <p>{t('remove.text')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
