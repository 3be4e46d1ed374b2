import type { ReactNode } from 'react';

export interface Column<Row> {
  id: string;
  title: string;
  /** A CSS grid track, such as "minmax(200px, 2fr)" or "96px". */
  width: string;
  /** Numbers stand at the end. */
  align?: 'end';
  sortable?: boolean;
  /** The column that names the row stays. */
  canHide?: false;
  cell: (row: Row) => ReactNode;
}

export interface Sort {
  column: string;
  descending: boolean;
}

/** The order after a click on a heading: first ascending, then descending, then ascending again. */
export function nextSort(sort: Sort | undefined, column: string): Sort {
  return { column, descending: sort?.column === column && !sort.descending };
}

/** As it stands in the address: "-assigned" is descending. */
export function writeSort({ column, descending }: Sort): string {
  return descending ? `-${column}` : column;
}

export function readSort(text: string): Sort {
  return text.startsWith('-')
    ? { column: text.slice(1), descending: true }
    : { column: text, descending: false };
}

/** Orders two values of a column; what is unknown comes last whichever way the column is sorted. */
export function compareValues(
  a: string | number | undefined,
  b: string | number | undefined,
  descending: boolean,
): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : textOrder.compare(`${a}`, `${b}`);
  return descending ? -order : order;
}

const textOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
