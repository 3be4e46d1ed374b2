import { memo } from 'react';
import type { PeopleChoice } from '../../lib/people/check-person.ts';
import { MenuChoice } from '../ui/menu.tsx';
import { Select } from '../ui/select.tsx';
import type { ReadTable } from './messages.ts';
import { type ImportWords, useImportWords } from './words.ts';

interface Props {
  table: ReadTable;
  choice: PeopleChoice;
  onChange: (choice: PeopleChoice) => void;
}

const fields = ['email', 'name', 'firstName', 'lastName', 'notes', 'clientUserId', 'managedAppleId'] as const;

/** What the file is taken for, and what the admin may know better. Not drawn again for each step of the check. */
export const ImportChoices = memo(function ImportChoices({ table, choice, onChange }: Props) {
  const t = useImportWords();
  const { map, rows, domains } = table;
  const columns = [
    { value: '', text: t('column.none') },
    ...Array.from({ length: map.width }, (_, at) => ({ value: String(at), text: columnName(t, table, at) })),
  ];
  return (
    <>
      <p>
        <span className="strong">{t(`form.${map.form}`)}</span>{' '}
        <span className="soft">{t('form.rows', { count: rows })}</span>
      </p>
      <section className="import-fields" aria-label={t('columns')}>
        {fields.map((field) => (
          <Select
            key={field}
            label={t(`field.${field}`)}
            value={String(choice.columns[field] ?? '')}
            options={columns}
            onChange={(value) => onChange(withColumn(choice, field, value))}
          />
        ))}
        <Select
          label={t('ids')}
          value={choice.ids}
          isDisabled={choice.columns.clientUserId === undefined}
          options={[
            { value: 'generated', text: t('ids.generated') },
            { value: 'column', text: t('ids.column') },
          ]}
          onChange={(ids) => onChange({ ...choice, ids })}
        />
      </section>
      <p className="small soft">{t(choice.ids === 'generated' ? 'ids.help.generated' : 'ids.help.column')}</p>
      {domains.length > 0 ? (
        <div className="import-domains">
          <MenuChoice
            label={t('managed', { count: choice.managedDomains.length })}
            entries={domains.map(({ domain, count }) => ({
              id: domain,
              text: t('managed.domain', { domain, count }),
            }))}
            chosen={choice.managedDomains}
            onChoose={(managedDomains) => onChange({ ...choice, managedDomains })}
          />
          <span className="small soft">{t('managed.help')}</span>
        </div>
      ) : null}
    </>
  );
});

function withColumn(choice: PeopleChoice, field: (typeof fields)[number], value: string): PeopleChoice {
  const columns = { ...choice.columns };
  if (value === '') delete columns[field];
  else columns[field] = Number(value);
  // Without a column of ids, ids are made.
  const ids = columns.clientUserId === undefined ? 'generated' : choice.ids;
  return { ...choice, columns, ids };
}

/** Its heading, else its place with what stands in it. */
function columnName(t: ImportWords, { map, sample }: ReadTable, at: number): string {
  const heading = map.headings[at];
  if (heading) return heading;
  const example = sample.map(({ cells }) => cells[at]?.trim()).find(Boolean) ?? '';
  return t('column', { number: at + 1, example: example.slice(0, 24) });
}
