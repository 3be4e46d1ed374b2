import Columns3 from 'lucide-react/icons/columns-3';
import { useMemo } from 'react';
import { changeParams } from '../../console/route.ts';
import { MenuChoice } from '../menu.tsx';
import { useCommonWords } from '../words.ts';
import type { Column } from './columns.ts';

interface Props<Row> {
  columns: readonly Column<Row>[];
  /** Ids of the columns that are not shown. */
  hidden: readonly string[];
  onChange: (hidden: string[]) => void;
}

/** Which columns a table shows; the one that names the row always stays. */
export function ColumnChoice<Row>({ columns, hidden, onChange }: Props<Row>) {
  const t = useCommonWords();
  const free = columns.filter(({ canHide }) => canHide !== false);
  return (
    <MenuChoice
      label={t('table.columns')}
      icon={<Columns3 size={16} aria-hidden />}
      entries={free.map(({ id, title }) => ({ id, text: title }))}
      chosen={free.map(({ id }) => id).filter((id) => !hidden.includes(id))}
      onChoose={(shown) => onChange(free.map(({ id }) => id).filter((id) => !shown.includes(id)))}
    />
  );
}

/**
 * The choice of columns as it stands in the address: `hide=a.b`. Unknown ids count for nothing.
 * @param hiddenAtFirst ids in the same form, for an address that says nothing
 */
export function useColumnChoice<Row>(
  params: URLSearchParams,
  columns: readonly Column<Row>[],
  hiddenAtFirst = '',
) {
  const text = params.get('hide') ?? hiddenAtFirst;
  const hidden = useMemo(() => readHidden(text, columns), [text, columns]);
  const shown = useMemo(() => columns.filter(({ id }) => !hidden.includes(id)), [hidden, columns]);
  // "none" hides nothing: without the parameter, what is hidden at first would be hidden again.
  const nothing = hiddenAtFirst === '' ? undefined : 'none';
  const setHidden = (ids: readonly string[]) => changeParams({ hide: ids.join('.') || nothing });
  return { shown, hidden, setHidden };
}

/** The ids of an address that may be hidden. */
export function readHidden<Row>(text: string, columns: readonly Column<Row>[]): string[] {
  const wanted = new Set(text.split('.'));
  return columns.filter(({ id, canHide }) => canHide !== false && wanted.has(id)).map(({ id }) => id);
}
