/** What every table exports, whatever others wrote into it: inert in a spreadsheet, the same when it is read again. */
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  assetExportColumns,
  exportRows,
  holderExportColumns,
} from '../../../components/apps/export-columns.ts';
import { deviceExportColumns } from '../../../components/devices/device-facts.ts';
import type { DeviceLine, PersonLine } from '../../../components/holders/messages.ts';
import { peopleExportColumns } from '../../../components/people/people-export.ts';
import { collect } from '../../../components/ui/export/collect.ts';
import type { ExportColumn } from '../../../components/ui/export/export-column.ts';
import type { AssetHolderRow } from '../../../lib/cache/query-contract.ts';
import { readCsv } from '../../../lib/people/read-csv.ts';
import { readIdList } from '../../../lib/people/read-id-list.ts';
import { byteOrderMark, writeCsvLines } from '../../../lib/people/write-csv.ts';
import { assetRow, groupsOf } from './apps/make-asset.ts';

const evil = fc
  .tuple(fc.constantFrom('=', '+', '-', '@', '\t', "'=", '＝', '"', ';', ''), fc.string({ maxLength: 12 }))
  .map(([begin, rest]) => begin + rest);
/** An id of a person is any text, without blanks around it. */
const id = evil.map((text) => text.trim()).filter((text) => text !== '');

const people = fc.uniqueArray(
  fc.record({ id, location: evil, email: evil, name: evil, notes: evil }).map(
    (given): PersonLine => ({
      ...given,
      key: given.id,
      uId: 'n',
      state: 'new',
      licences: 1,
      invitations: [],
      shared: 0,
      retiredRecords: 0,
      ticked: false,
    }),
  ),
  { selector: (line) => line.id, minLength: 1, maxLength: 8 },
);
const serials = Array.from({ length: 8 }, (_, index) => `C02ABC12345${index}`);
const devices = fc.array(evil, { minLength: 1, maxLength: 8 }).map((names) =>
  names.map(
    (name, index): DeviceLine => ({
      key: `${index}`,
      serial: serials[index] ?? '',
      licences: index,
      places: ['n'],
      locations: [name, `${name} 2`],
      lists: ['one'],
      ticked: false,
    }),
  ),
);

async function csvOf<Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): Promise<string> {
  async function* all() {
    yield rows;
  }
  // Blob.text() takes the byte order mark away, a file has it.
  return (
    byteOrderMark + (await (await collect('csv', columns, all())).blob.text()).replace(byteOrderMark, '')
  );
}

/** As a spreadsheet sees the file, which knows nothing of our apostrophes. */
function expectInert(csv: string): void {
  const { data } = Papa.parse(csv.replace(byteOrderMark, ''), { delimiter: ',', skipEmptyLines: true });
  const cells = z.array(z.array(z.string())).parse(data).flat();
  for (const cell of cells) {
    if (/^-?\d+(\.\d+)?$/.test(cell)) continue;
    expect(cell).not.toMatch(/^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/);
  }
}

/** What was read from the file, written again, is that file; and each cell is what the table had. */
function expectSame<Row>(csv: string, columns: readonly ExportColumn<Row>[], rows: readonly Row[]): void {
  const read = readCsv(csv);
  expect(read.problems).toEqual([]);
  const cells = read.rows.map((row) => row.cells);
  const shown = (value: string | number | boolean | undefined) => (value === undefined ? '' : String(value));
  expect(cells).toEqual([
    columns.map(({ header }) => header),
    ...rows.map((row) => columns.map(({ value }) => shown(value(row)))),
  ]);
  const again = byteOrderMark + writeCsvLines(cells);
  expect(readCsv(again).rows.map((row) => row.cells)).toEqual(cells);
}

async function expectHarmless<Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]) {
  const csv = await csvOf(columns, rows);
  expectInert(csv);
  expectSame(csv, columns, rows);
  return csv;
}

describe('an exported table', () => {
  it('of apps and books', async () => {
    await fc.assert(
      fc.asyncProperty(evil, fc.integer({ min: -5, max: 5 }), async (name, availableCount) => {
        const groups = groupsOf([assetRow({ availableCount })], { names: { 1: name } });
        const rows = (await Array.fromAsync(exportRows(groups))).flat();
        await expectHarmless(assetExportColumns, rows);
      }),
    );
  });

  it('of people is a list of the same people when it is imported', async () => {
    await fc.assert(
      fc.asyncProperty(people, async (rows) => {
        const csv = await expectHarmless(peopleExportColumns([]), rows);
        expect(readIdList(csv, 'user')).toEqual({
          heading: 'client_user_id',
          ids: rows.map((row) => row.id),
          people: rows.map(({ id, email }) => ({
            clientUserId: id,
            ...(email?.trim() && { email: email.trim() }),
          })),
          duplicates: 0,
          refused: [],
        });
      }),
    );
  });

  it('of devices is a list of the same serial numbers when it is imported', async () => {
    const lists = [{ id: 'one', name: '=1+1', kind: 'device', count: 1, changedAt: 1 }] as const;
    await fc.assert(
      fc.asyncProperty(devices, async (rows) => {
        const csv = await expectHarmless(deviceExportColumns([], lists), rows);
        expect(readIdList(csv, 'device')).toMatchObject({
          ids: rows.map(({ serial }) => serial),
          refused: [],
        });
      }),
    );
  });

  it('of the holders of an app is both', async () => {
    await fc.assert(
      fc.asyncProperty(people, evil, async (persons, location) => {
        const rows: AssetHolderRow[] = [
          ...serials.map((serial) => ({ uId: 'n', holder: { kind: 'device' as const, id: serial } })),
          ...persons.map((person) => ({
            uId: 'n',
            holder: { kind: 'user' as const, id: person.id },
            ...(person.email !== undefined && { email: person.email }),
          })),
        ];
        const columns = holderExportColumns(
          { adamId: '1', pricingParam: 'STDQ' },
          new Map([['n', location]]),
        );
        const csv = await expectHarmless(columns, rows);
        expect(readIdList(csv, 'device').ids).toEqual(serials);
        expect(readIdList(csv, 'user').ids).toEqual(persons.map((person) => person.id));
      }),
    );
  });
});
