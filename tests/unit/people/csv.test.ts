import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { guardCell, unguardCell } from '../../../lib/people/guard-cell.ts';
import { readCsv } from '../../../lib/people/read-csv.ts';
import { byteOrderMark, writeCsvLines } from '../../../lib/people/write-csv.ts';

/** Texts as an attacker or a careless admin would name an app: signs, quotes, breaks, every delimiter. */
const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(...'=+-@\t\r\n\'",; a1\uFEFF\uFF1D\uFF0B\uFF0D\uFF20'),
    maxLength: 8,
  }),
);
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 12 }));
/** As every exported file begins; it also says the delimiter. */
const heading = (width: number) => Array.from({ length: width }, (_, index) => `column_${index}`);

describe('a written file', () => {
  it('reads back as the same cells, whatever they hold', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const all = [heading(rows[0]?.length ?? 2), ...rows];
        const { rows: read, problems } = readCsv(byteOrderMark + writeCsvLines(all));
        expect(problems).toEqual([]);
        expect(read.map(({ cells }) => cells)).toEqual(all.filter((row) => row.some((text) => text !== '')));
      }),
      { numRuns: 500 },
    );
  });

  it('is the same when it is written again from what was read', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const filled = [heading(rows[0]?.length ?? 2), ...rows].filter((row) => row.some(Boolean));
        const text = writeCsvLines(filled);
        expect(writeCsvLines(readCsv(text).rows.map(({ cells }) => cells))).toBe(text);
      }),
    );
  });

  it('holds no text that a spreadsheet would run', () => {
    fc.assert(
      fc.property(cell, (text) => {
        expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/);
        expect(unguardCell(guardCell(text))).toBe(text);
      }),
    );
    expect(writeCsvLines([['=1+1', '-2', '@SUM(A1)', "'=1"]])).toBe("'=1+1,'-2,'@SUM(A1),''=1\r\n");
  });

  it('keeps numbers and truth as they are, leaves the unknown empty, and ends lines with CRLF', () => {
    expect(writeCsvLines([[-3, 0, true, undefined, 'a,b', 'say "so"']])).toBe(
      '-3,0,true,,"a,b","say ""so"""\r\n',
    );
    expect(writeCsvLines([])).toBe('');
  });
});

test('wrong quotes take no other row with them, wherever they are', () => {
  const good = ['1,2', '"a\nb",2', '"say ""so""","x"', '5" rack,1', '"x" ,y', ''];
  const bad = ['"1,2', '1,"2', '"x"y,1', '"a","b"c', '"",x,"y"z,'];
  const row = fc.constantFrom(...good, ...bad);
  fc.assert(
    fc.property(fc.array(fc.tuple(row, fc.constantFrom('\n', '\r\n'))), (parts) => {
      const read = readCsv(`a,b\n${parts.flat().join('')}`);
      expect(read.problems).toHaveLength(parts.filter(([text]) => bad.includes(text)).length);
      expect(read.rows.length + read.blank).toBe(parts.length + 1);
    }),
  );
});

describe('the reader', () => {
  it.each([
    ['a comma', 'serial,name\r\nC02,"x;y"\r\n', ','],
    ['a semicolon', '\uFEFFserial;name\nC02;"x;y"\n', ';'],
    ['a tab', 'serial\tname\rC02\tx;y', '\t'],
    ['a comma only inside of quotes', '"serial";"name, first";z\nC02;x;y', ';'],
  ])('finds %s', (_, text, delimiter) => {
    expect(readCsv(text).delimiter).toBe(delimiter);
    expect(readCsv(text).rows).toHaveLength(2);
  });

  it('takes a list of one column', () => {
    expect(readCsv('C02A\nC02B\r\n\r\nC02C').rows).toEqual([
      { line: 1, cells: ['C02A'] },
      { line: 2, cells: ['C02B'] },
      { line: 4, cells: ['C02C'] },
    ]);
  });

  it('counts the lines of the file, not the rows', () => {
    const text = 'a,b\r\n"two\r\nlines",1\r\n\r\n,\r\nlast,2\n';
    expect(readCsv(text).rows.map(({ line }) => line)).toEqual([1, 2, 6]);
  });

  it('takes a quote inside of a cell as what it is, and line ends of several kinds', () => {
    expect(readCsv('size,n\r\n5" rack,1\n6" rack,2\r"a\r\nb",3').rows.map(({ cells }) => cells)).toEqual([
      ['size', 'n'],
      ['5" rack', '1'],
      ['6" rack', '2'],
      ['a\r\nb', '3'],
    ]);
  });

  it('says at which line a quote is wrong', () => {
    expect(readCsv('a,b\n1,"open\n2,3\n').problems).toEqual([{ line: 2, code: 'open-quote' }]);
    const stray = readCsv('a,b\n1,2\n"x"y,3\n').problems;
    expect(stray.map(({ line, code }) => ({ line, code }))).toContainEqual({ line: 3, code: 'stray-quote' });
  });

  it('loses no other row to a wrong quote', () => {
    const text = 'a,b\r\n"1","o"pen\n"2\n2",x\r\n"3","4\r\n"5",\r"6\n6","7\n8,9';
    const { rows, problems } = readCsv(text);
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['"1"', '"o"pen'] },
      { line: 3, cells: ['2\n2', 'x'] },
      { line: 5, cells: ['"3"', '"4'] },
      { line: 6, cells: ['5', ''] },
      { line: 7, cells: ['"6\n6"', '"7'] },
      { line: 9, cells: ['8', '9'] },
    ]);
    expect(problems).toEqual([
      { line: 2, code: 'stray-quote' },
      { line: 5, code: 'open-quote' },
      { line: 7, code: 'open-quote' },
    ]);
  });

  it('reads nothing from nothing', () => {
    expect(readCsv('')).toEqual({ delimiter: ',', rows: [], blank: 0, problems: [] });
    expect(readCsv('\uFEFF\r\n,,\r\n')).toMatchObject({ rows: [], blank: 2 });
    expect(readCsv('a,b\n\n1,2\n,')).toMatchObject({ blank: 2 });
  });
});
