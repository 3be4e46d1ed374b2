import { useMemo, useState } from 'react';
import type { PersonWarning, ReadPerson, RefusedPerson } from '../../lib/people/people-result.ts';
import { inChunks } from '../apps/export-columns.ts';
import { Button } from '../ui/button.tsx';
import { DataText } from '../ui/data-text.tsx';
import { ExportButton } from '../ui/export/export-button.tsx';
import type { ExportColumn } from '../ui/export/export-column.ts';
import { State } from '../ui/state.tsx';
import type { Column } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { writeNumber } from '../ui/words.ts';
import type { Checked } from './use-people-import.ts';
import { type ImportWords, useImportWords } from './words.ts';

interface Props {
  checked: Checked;
  onPlan: () => void;
}

/** So many lines are named beside a warning. */
const mostLines = 12;

/** Who would be created and which lines are left out and why; the plan comes next. */
export function ImportChecked({ checked: { summary, people, refused }, onPlan }: Props) {
  const t = useImportWords();
  const [tab, setTab] = useState<'people' | 'refused'>(people.length > 0 ? 'people' : 'refused');
  const peopleColumns = usePeopleColumns(summary.counts.managed > 0);
  const refusedColumns = useRefusedColumns();
  return (
    <>
      <section className="import-sum" aria-label={t('sum')}>
        <p className="strong" role="status">
          {t('sum.people', { count: people.length })}
          {refused.length > 0 ? ` ${t('sum.refused', { count: refused.length })}` : ''}
        </p>
        {summary.counts.managed > 0 ? <p>{t('sum.managed', { count: summary.counts.managed })}</p> : null}
        {summary.knownAt === undefined ? <State tone="warning">{t('sum.unknown')}</State> : null}
        <Warnings warnings={summary.warnings} />
      </section>
      <Tabs
        label={t('tabs')}
        chosen={tab}
        onChoose={setTab}
        tabs={[
          {
            id: 'people',
            title: t('tab.people', { count: people.length }),
            content: (
              <DataTable<ReadPerson>
                label={t('tab.people', { count: people.length })}
                columns={peopleColumns}
                count={people.length}
                rowAt={(index) => people[index]}
                minWidth={760}
                empty={<p className="strong">{t('none.people')}</p>}
              />
            ),
          },
          {
            id: 'refused',
            title: t('tab.refused', { count: refused.length }),
            content: (
              <DataTable<RefusedPerson>
                label={t('tab.refused', { count: refused.length })}
                columns={refusedColumns}
                count={refused.length}
                rowAt={(index) => refused[index]}
                minWidth={460}
                empty={<p className="strong">{t('none.refused')}</p>}
              />
            ),
          },
        ]}
      />
      <footer className="plan-confirm">
        <div className="acts end">
          {refused.length > 0 ? (
            <ExportButton fileName="left-out" columns={refusedExport} rows={() => inChunks(refused)} />
          ) : null}
          <Button look="primary" isDisabled={people.length === 0} onPress={onPlan}>
            {t('plan', { count: people.length })}
          </Button>
        </div>
      </footer>
    </>
  );
}

function Warnings({ warnings }: { warnings: Partial<Record<PersonWarning, number[]>> }) {
  const t = useImportWords();
  return (
    <ul className="flags">
      {warningKinds.flatMap((kind) => {
        const lines = warnings[kind] ?? [];
        if (lines.length === 0) return [];
        const shown = lines.slice(0, mostLines).map(writeNumber).join(', ');
        return (
          <li key={kind}>
            <State tone={kind === 'long-name' || kind === 'long-notes' ? 'neutral' : 'warning'}>
              {t(`warning.${kind}`, { count: lines.length })}
            </State>{' '}
            <span className="small soft">
              {t(lines.length > mostLines ? 'warning.lines.more' : 'warning.lines', { lines: shown })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

const warningKinds = [
  'address-as-id',
  'was-retired',
  'email-was-retired',
  'shared-email',
  'email-of-other',
  'not-managed',
  'no-email',
  'long-name',
  'long-notes',
] as const satisfies readonly PersonWarning[];

function usePeopleColumns(hasManaged: boolean): Column<ReadPerson>[] {
  const t = useImportWords();
  return useMemo(() => {
    const text = (value: string | undefined) =>
      value ? <DataText title={value}>{value}</DataText> : <span className="soft">–</span>;
    const columns: Column<ReadPerson>[] = [
      lineColumn(t),
      {
        id: 'email',
        title: t('field.email'),
        width: 'minmax(140px, 2fr)',
        cell: ({ wish }) => text(wish.email),
      },
      { id: 'name', title: t('field.name'), width: 'minmax(132px, 1fr)', cell: ({ name }) => text(name) },
      {
        id: 'id',
        title: t('field.clientUserId'),
        width: 'minmax(152px, 1fr)',
        cell: ({ wish }) => text(wish.clientUserId),
      },
      ...(hasManaged
        ? [
            {
              id: 'managed',
              title: t('field.managedAppleId'),
              width: 'minmax(140px, 1fr)',
              cell: ({ wish }: ReadPerson) => text(wish.managedAppleId),
            },
          ]
        : []),
      { id: 'notes', title: t('field.notes'), width: 'minmax(70px, 1fr)', cell: ({ notes }) => text(notes) },
    ];
    return columns;
  }, [t, hasManaged]);
}

function useRefusedColumns(): Column<RefusedPerson>[] {
  const t = useImportWords();
  return useMemo(
    () => [
      lineColumn(t),
      {
        id: 'text',
        title: t('col.text'),
        width: 'minmax(120px, 1fr)',
        cell: ({ text }) => <DataText title={text}>{text}</DataText>,
      },
      {
        id: 'reason',
        title: t('col.reason'),
        width: 'minmax(200px, 2fr)',
        cell: (row) => <span className="clip">{reasonText(t, row)}</span>,
      },
    ],
    [t],
  );
}

const lineColumn = (t: ImportWords) => ({
  id: 'line',
  title: t('col.line'),
  width: '64px',
  align: 'end' as const,
  cell: ({ line }: { line: number }) => writeNumber(line),
});

function reasonText(t: ImportWords, { reason, other = 0, clientUserId = '' }: RefusedPerson): string {
  return t(`refused.${reason}`, { line: other, id: clientUserId });
}

/** Stable: other tools read these headings. */
const refusedExport: ExportColumn<RefusedPerson>[] = [
  { header: 'line', value: ({ line }) => line },
  { header: 'text', value: ({ text }) => text },
  { header: 'reason', value: ({ reason }) => reason },
  { header: 'other_line', value: ({ other }) => other },
  { header: 'client_user_id', value: ({ clientUserId }) => clientUserId },
];
