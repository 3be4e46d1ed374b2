import { expect, it } from 'vitest';
import { collect } from '../../../../../components/ui/export/collect.ts';
import type { ExportColumn } from '../../../../../components/ui/export/export-column.ts';
import { exportFileName } from '../../../../../components/ui/export/save-file.ts';
import { readCsv } from '../../../../../lib/people/read-csv.ts';

interface App {
  id: number;
  name?: string;
}
const columns: ExportColumn<App>[] = [
  { header: 'adam_id', value: ({ id }) => id },
  { header: 'name', value: ({ name }) => name },
];

async function* chunks(...sizes: number[]): AsyncGenerator<App[]> {
  let id = 0;
  for (const size of sizes) yield Array.from({ length: size }, () => ({ id: ++id, name: `=${id}` }));
}

it('writes every row of every chunk once, in order, behind byte order mark and heading', async () => {
  const { blob, count } = await collect('csv', columns, chunks(3, 0, 2500));
  const bytes = new Uint8Array(await blob.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const { rows } = readCsv(await blob.text());
  expect(count).toBe(2503);
  expect(rows[0]?.cells).toEqual(['adam_id', 'name']);
  expect(rows.slice(1).map(({ cells }) => cells.join())).toEqual(
    Array.from({ length: 2503 }, (_, index) => `${index + 1},=${index + 1}`),
  );
  expect(blob.type).toContain('text/csv');
});

it('writes the same rows as JSON, the unknown as null', async () => {
  async function* some(): AsyncGenerator<App[]> {
    yield [{ id: 1, name: 'a' }];
    yield [{ id: 2 }];
  }
  const { blob } = await collect('json', columns, some());
  expect(JSON.parse(await blob.text())).toEqual([
    { adam_id: 1, name: 'a' },
    { adam_id: 2, name: null },
  ]);
});

it.each(['csv', 'json'] as const)('an empty table is still a valid %s', async (form) => {
  const { blob, count } = await collect(form, columns, chunks());
  expect(count).toBe(0);
  const text = await blob.text();
  if (form === 'json') expect(JSON.parse(text)).toEqual([]);
  else expect(readCsv(text).rows).toHaveLength(1);
});

it('lets a failure of the source through', async () => {
  async function* broken(): AsyncGenerator<App[]> {
    yield [{ id: 1 }];
    throw new Error('gone');
  }
  await expect(collect('csv', columns, broken())).rejects.toThrow('gone');
});

it('names a file by what it holds and when that was true, in characters that every disk takes', () => {
  const at = new Date(2026, 10, 25, 9, 5).getTime();
  expect(exportFileName('apps', 'csv', at)).toBe('apps-as-of-2026-11-25-0905.csv');
  expect(exportFileName('North/South: "A"', 'json', undefined)).toBe('North-South-A.json');
  expect(exportFileName('..', 'csv', undefined)).toBe('export.csv');
});
