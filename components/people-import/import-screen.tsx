import Download from 'lucide-react/icons/download';
import { useState } from 'react';
import { writePeopleTemplate } from '../../lib/people/people-template.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { startDraft } from '../orders/tab-draft.ts';
import { TextSource } from '../orders/text-source.tsx';
import { Unlinked } from '../orders/unlinked.tsx';
import { Button } from '../ui/button.tsx';
import { saveFile } from '../ui/export/save-file.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Progress } from '../ui/progress.tsx';
import { Select } from '../ui/select.tsx';
import { useCommonWords } from '../ui/words.ts';
import { ImportChecked } from './import-checked.tsx';
import { ImportChoices } from './import-choices.tsx';
import { usePeopleImport } from './use-people-import.ts';
import { useImportWords } from './words.ts';
import '../orders/orders.css';
import './people-import.css';

/** People from a file: read, mapped, checked row by row, and handed over as a plan. */
export function ImportScreen({ params, locations }: ScreenProps) {
  const t = useImportWords();
  const tc = useCommonWords();
  const asked = params.get('location') ?? '';
  const [uId, setUId] = useState(asked || (locations.length === 1 ? (locations[0]?.uId ?? '') : ''));
  const { busy, table, choice, setChoice, checked, progress, failure, read, forget } = usePeopleImport(uId);
  if (locations.length === 0) return <Unlinked title={t('title')} />;
  const plan = () => {
    if (!checked) return;
    const notes = checked.people.flatMap(({ wish: { clientUserId }, name, notes: text }) =>
      name === undefined && text === undefined
        ? []
        : [{ clientUserId, ...(name !== undefined && { name }), ...(text !== undefined && { notes: text }) }],
    );
    startDraft([
      {
        uId,
        wish: { kind: 'create', people: checked.people.map(({ wish }) => wish) },
        ...(notes.length > 0 && { notes }),
      },
    ]);
  };
  return (
    <>
      <header className="screen-head">
        <h1>{t('title')}</h1>
        {table ? (
          <Button look="quiet" onPress={forget}>
            {t('another')}
          </Button>
        ) : null}
      </header>
      <div className="import-screen">
        <div className="import-head">
          {locations.length > 1 ? (
            <Select
              label={t('location')}
              value={uId}
              options={[
                ...(uId === '' ? [{ value: '', text: t('location.choose') }] : []),
                ...locations.map((one) => ({ value: one.uId, text: one.locationName })),
              ]}
              onChange={setUId}
            />
          ) : null}
          {failure ? <FailurePanel failure={failure} /> : null}
          {table ? null : (
            <>
              <p className="soft">{t('intro')}</p>
              <TextSource label={t('drop')} busy={busy} onSource={(source) => void read(source)}>
                <Button
                  look="quiet"
                  onPress={() =>
                    saveFile(
                      new Blob([writePeopleTemplate()], { type: 'text/csv;charset=utf-8' }),
                      'people.csv',
                    )
                  }
                >
                  <Download size={16} aria-hidden />
                  {t('template')}
                </Button>
              </TextSource>
              {busy ? <Progress label={tc('loading')} /> : null}
            </>
          )}
          {table && choice ? <ImportChoices table={table} choice={choice} onChange={setChoice} /> : null}
          {table && uId === '' ? <p className="strong">{t('location.first')}</p> : null}
          {table && uId !== '' && !checked && !failure ? (
            <Progress
              label={t('checking')}
              part={progress?.stage === 'rows' ? progress.done / Math.max(table.rows, 1) : undefined}
            />
          ) : null}
        </div>
        {checked ? <ImportChecked checked={checked} onPlan={plan} /> : null}
      </div>
    </>
  );
}
