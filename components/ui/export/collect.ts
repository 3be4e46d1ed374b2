import { byteOrderMark, writeCsvLines } from '../../../lib/people/write-csv.ts';
import type { ExportColumn } from './export-column.ts';

export type ExportForm = 'csv' | 'json';

/** Rows written at one go, few enough that no frame is late. */
const atOnce = 1000;

interface Collected {
  blob: Blob;
  /** How many rows are in it. */
  count: number;
}

/** Writes all rows into one file, chunk by chunk; the page stays alive in between. */
export async function collect<Row>(
  form: ExportForm,
  columns: readonly ExportColumn<Row>[],
  rows: AsyncIterable<readonly Row[]>,
): Promise<Collected> {
  const writer = form === 'csv' ? csvWriter(columns) : jsonWriter(columns);
  const parts: Blob[] = [new Blob([writer.head])];
  let count = 0;
  for await (const chunk of rows) {
    for (let at = 0; at < chunk.length; at += atOnce) {
      const some = chunk.slice(at, at + atOnce);
      // A blob holds its text outside of the page's own memory.
      parts.push(new Blob([writer.rows(some, count === 0)]));
      count += some.length;
      await nextTask();
    }
  }
  parts.push(new Blob([writer.foot(count)]));
  return { blob: new Blob(parts, { type: writer.type }), count };
}

interface Writer<Row> {
  type: string;
  head: string;
  rows(rows: readonly Row[], isFirst: boolean): string;
  foot(count: number): string;
}

function csvWriter<Row>(columns: readonly ExportColumn<Row>[]): Writer<Row> {
  return {
    type: 'text/csv;charset=utf-8',
    head: byteOrderMark + writeCsvLines([columns.map(({ header }) => header)]),
    rows: (rows) => writeCsvLines(rows.map((row) => columns.map((column) => column.value(row)))),
    foot: () => '',
  };
}

/** A list of objects, one a line; what is unknown is null, so that every object has the same keys. */
function jsonWriter<Row>(columns: readonly ExportColumn<Row>[]): Writer<Row> {
  const write = (row: Row) =>
    JSON.stringify(Object.fromEntries(columns.map(({ header, value }) => [header, value(row) ?? null])));
  return {
    type: 'application/json',
    head: '[',
    rows: (rows, isFirst) =>
      rows.map((row, at) => `${isFirst && at === 0 ? '' : ','}\n${write(row)}`).join(''),
    foot: () => '\n]\n',
  };
}

const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));
