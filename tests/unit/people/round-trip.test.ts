import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PersonLine } from '../../../components/holders/messages.ts';
import { peopleExportColumns } from '../../../components/people/people-export.ts';
import { collect } from '../../../components/ui/export/collect.ts';
import { createKnownPeople } from '../../../lib/people/known-people.ts';
import { mapHeaders } from '../../../lib/people/map-headers.ts';
import { writePeopleTemplate } from '../../../lib/people/people-template.ts';
import { readCsv } from '../../../lib/people/read-csv.ts';
import { readPeople } from '../../../lib/people/read-people.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'=+-@;,"\n\' é'), maxLength: 8 }),
);
const line = fc.record({
  id: fc.oneof(text, fc.constantFrom('=1+1', ' x ')).filter((id) => id.trim() !== '' && !/\p{Cc}/u.test(id)),
  name: text,
  notes: text,
  status: fc.constantFrom('Registered' as const, 'Associated' as const, 'Retired' as const),
  uId: fc.constantFrom('1', '2'),
});
const lines = fc.uniqueArray(line, { selector: ({ id }) => id, minLength: 1, maxLength: 8 });
const rest = {
  location: 'North; "old"',
  licences: 2,
  invitations: [],
  shared: 0,
  retiredRecords: 0,
  ticked: false,
};

async function* chunk(rows: PersonLine[]) {
  yield rows;
}

function importInto(uId: string, csv: string, known: Parameters<typeof createKnownPeople>[0]) {
  const table = readCsv(csv);
  const { columns, ids, hasHeading, form } = mapHeaders(table.rows);
  let made = 0;
  const newId = () => `made-${++made}`;
  const context = { uId, known: createKnownPeople(known), newId };
  return { form, ...readPeople(table, hasHeading, { columns, ids, managedDomains: [] }, context) };
}

test('the export of People, imported again, creates nobody and loses no row', async () => {
  await fc.assert(
    fc.asyncProperty(lines, async (people) => {
      const rows = people.map((one): PersonLine => ({ ...rest, ...one, key: one.id, state: 'new' }));
      const { blob } = await collect('csv', peopleExportColumns([]), chunk(rows));
      const here = people.filter(({ uId }) => uId === '1');
      const known = here.map(({ id, status }) => ({ clientUserId: id, status }));
      const { form, people: created, refused } = importInto('1', await blob.text(), known);
      expect(form).toBe('orchardist');
      expect(created).toEqual([]);
      const reasonOf = ({ uId, status }: (typeof people)[number]) =>
        uId !== '1' ? 'other-location' : status === 'Retired' ? 'retired-in-file' : 'exists';
      expect(refused.map(({ reason }) => reason)).toEqual(people.map(reasonOf));
      expect(refused.flatMap(({ clientUserId }) => clientUserId ?? [])).toEqual(
        here.filter(({ status }) => status !== 'Retired').map(({ id }) => id),
      );
    }),
  );
});

test('the template is filled in with and without ids', () => {
  const filled = (rows: string) => importInto('1', `${writePeopleTemplate()}${rows}`, []).people;
  expect(filled('')).toEqual([]);
  expect(filled('a@b.example,Ann,"room 5; left",,\r\n')).toEqual([
    { line: 2, wish: { clientUserId: 'made-1', email: 'a@b.example' }, name: 'Ann', notes: 'room 5; left' },
  ]);
  expect(filled('a@b.example,Ann,,u-1,\r\n')[0]?.wish.clientUserId).toBe('u-1');
});
