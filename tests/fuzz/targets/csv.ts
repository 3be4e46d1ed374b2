import fc from 'fast-check';
import { isEmail } from '../../../lib/people/is-email.ts';
import { createKnownPeople } from '../../../lib/people/known-people.ts';
import { mapHeaders } from '../../../lib/people/map-headers.ts';
import { readCsv } from '../../../lib/people/read-csv.ts';
import { readHolderList } from '../../../lib/people/read-holder-list.ts';
import { readIdList } from '../../../lib/people/read-id-list.ts';
import { readPeople } from '../../../lib/people/read-people.ts';
import { textOfFile } from '../../../lib/people/text-of-file.ts';
import { writeCsvLines } from '../../../lib/people/write-csv.ts';
import { expectCleanPrototypes, expectNoSecret, must } from '../expect-quiet.ts';
import { mutatedBytes, mutatedText } from '../mutate-text.ts';
import { token } from '../secrets.ts';
import { createTarget } from '../target.ts';

const files = [
  'email,name,notes,client_user_id,managed_apple_id\r\nanna@example.com,"Anna, B.",room 5,,\r\nbo@example.com,Bo,,7,\r\n',
  'person_id;person_number;first_name;middle_name;last_name\n7;1;Ann;;Lee\n8;2;Bo;C.;Day\n',
  'Serial Number\tUser\nC02XG0ABC123\tanna\nDMPXK0ABCD12\t"two\nlines"\n',
  'C02XG0ABC123\nDMPXK0ABCD12\n\n  \nC02XG0ABC123\n',
  'E-Mail,Vorname,Nachname\n"a""b@example.com",Jörg,Groß\n\'=1+1,x,y\n',
  'メール,氏名\nkenji@example.jp,山田 健二\n',
  // The wrong file of two.
  token,
];
const known = createKnownPeople([
  { clientUserId: '7', status: 'Associated', email: 'bo@example.com' },
  { clientUserId: '8', status: 'Retired' },
]);
const latin = Buffer.from('email,name\njoerg@example.com,J\xf6rg\n', 'latin1');
const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(files[0] ?? '', 'utf16le')]);

export const csvTarget = createTarget<string | Uint8Array>({
  name: 'csv',
  inputs: fc.oneof(
    { weight: 3, arbitrary: mutatedText(files) },
    { weight: 1, arbitrary: mutatedBytes([...files.map((text) => Buffer.from(text)), latin, utf16]) },
  ),
  check(input) {
    const text = typeof input === 'string' ? input : textOfFile(input);
    checkTable(text);
    const isWhole = text.isWellFormed();
    checkPeople(text, isWhole);
    checkHolders(text, isWhole);
    for (const kind of ['device', 'user'] as const) checkIds(text, kind, isWhole);
    expectCleanPrototypes();
  },
});

function checkTable(text: string): void {
  const { rows, blank, problems } = readCsv(text);
  const lines = text.split(/\r\n|\r|\n/).length;
  let last = 0;
  for (const { line, cells } of rows) {
    must(line > last && line <= lines, 'a row out of place');
    must(cells.length > 0, 'a row without a cell');
    last = line;
  }
  must(blank >= 0 && rows.length + blank <= lines, 'more rows than lines');
  must(
    problems.every(({ line }) => line >= 1 && line <= lines),
    'a problem out of place',
  );
  // What a spreadsheet would run is inert when it is written again, and reads as it was.
  const cells = rows.map((row) => row.cells);
  const written = writeCsvLines(cells);
  if (problems.length === 0) {
    const starts = written.replaceAll(/"(?:[^"]|"")*"/g, quotedStart).replaceAll('\r\n', '\n');
    must(!/(^|[,\n])[=+\-@\t\r]/.test(starts), 'a cell that runs');
    if (cells.every((row) => row.some((cell) => cell !== '')))
      must(
        sameCells(
          cells,
          readCsv(`"",\n${written}`).rows.map((row) => row.cells),
        ),
        'reads otherwise again',
      );
  }
}

/** Of a quoted cell only what a spreadsheet looks at: its first character. */
const quotedStart = (cell: string) => cell.slice(1, 2).replace('"', '');

function sameCells(one: readonly string[][], other: readonly string[][]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function checkPeople(text: string, isWhole: boolean): void {
  const table = readCsv(text);
  const { columns, ids, hasHeading, width } = mapHeaders(table.rows);
  for (const column of Object.values(columns))
    must(column >= 0 && column < width, 'a column that is not there');
  for (const choice of ['generated', 'column', ids] as const) {
    let made = 0;
    const context = { uId: '1', known, newId: () => `made-${++made}` };
    const managedDomains = ['example.com'];
    const { people, refused, counts } = readPeople(
      table,
      hasHeading,
      { columns, ids: choice, managedDomains },
      context,
    );
    must(counts.rows === counts.people + counts.refused + counts.blank, 'rows that are not accounted for');
    must(people.length === counts.people && refused.length === counts.refused, 'counts that are not true');
    for (const { wish, name = '', notes = '' } of people) {
      must(wish.clientUserId !== '' && wish.clientUserId.length <= 256, 'an id that Apple refuses');
      must(!/\p{Cc}/u.test(wish.clientUserId), 'an id with a control character');
      must(wish.email === undefined || isEmail(wish.email), 'an address that is none');
      must(name.length <= 200 && notes.length <= 2000, 'a text that is too long');
      expectWhole(isWhole, name, notes, wish.clientUserId);
    }
    const created = people.map(({ wish }) => wish.clientUserId);
    must(new Set(created).size === created.length && !created.includes('7'), 'one person twice');
    expectShown(isWhole, refused);
  }
}

function checkHolders(text: string, isWhole: boolean): void {
  const { rows, blank } = readCsv(text);
  const { map, entries, refused, blank: left } = readHolderList(text);
  const all = rows.length + blank - (map.hasHeading ? 1 : 0);
  must(entries.length + refused.length + left === all, 'rows that are not accounted for');
  for (const { serialNumber = 'C02XG0ABC123', email } of entries) {
    must(/^[A-Z0-9]{8,14}$/.test(serialNumber), 'a serial number that is none');
    must(email === undefined || /^.+@.+$/.test(email), 'an address that is none');
  }
  expectShown(isWhole, refused);
}

function checkIds(text: string, kind: 'device' | 'user', isWhole: boolean): void {
  const { ids, refused } = readIdList(text, kind);
  must(new Set(ids).size === ids.length, 'one id twice');
  must(
    ids.every((id) => id !== '' && id.length <= 256),
    'an id that is none',
  );
  expectShown(isWhole, refused);
}

function expectShown(isWhole: boolean, refused: readonly { text: string }[]): void {
  for (const line of refused) {
    must(line.text.length <= 80, 'too long to show');
    expectNoSecret(line.text, [token], 72);
    expectWhole(isWhole, line.text);
  }
}

/** No half of a character comes out where only whole ones went in. */
function expectWhole(isWhole: boolean, ...parts: string[]): void {
  if (isWhole) for (const part of parts) must(part.isWellFormed(), 'half of a character');
}
