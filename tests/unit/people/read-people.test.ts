import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PeopleChoice } from '../../../lib/people/check-person.ts';
import { isEmail } from '../../../lib/people/is-email.ts';
import { createKnownPeople, type KnownPerson } from '../../../lib/people/known-people.ts';
import { mapHeaders } from '../../../lib/people/map-headers.ts';
import { readCsv } from '../../../lib/people/read-csv.ts';
import { readPeople } from '../../../lib/people/read-people.ts';

function read(text: string, choice: Partial<PeopleChoice> = {}, known: KnownPerson[] = []) {
  const table = readCsv(text);
  const { columns, ids, hasHeading } = mapHeaders(table.rows);
  let made = 0;
  return readPeople(
    table,
    hasHeading,
    { columns, ids, managedDomains: [], ...choice },
    { uId: '1', known: createKnownPeople(known), newId: () => `made-${++made}` },
  );
}

describe('a person', () => {
  test('gets a made id, and keeps name and notes here', () => {
    expect(read('Email,Name,Notes\nanna@example.com,"Anna, B.",room 5\n')).toEqual({
      people: [
        {
          line: 2,
          wish: { clientUserId: 'made-1', email: 'anna@example.com' },
          name: 'Anna, B.',
          notes: 'room 5',
        },
      ],
      refused: [],
      warnings: {},
      counts: { rows: 1, people: 1, refused: 0, blank: 0, managed: 0 },
    });
  });

  test('is called by all parts of the name', () => {
    const { people } = read(
      'person_id,person_number,first_name,middle_name,last_name\n7,1,Ann,,Lee\n8,2,Bo,C.,Day',
    );
    expect(people.map(({ wish, name }) => [wish.clientUserId, name])).toEqual([
      ['7', 'Ann Lee'],
      ['8', 'Bo C. Day'],
    ]);
  });

  test('of a chosen domain is associated at once, wherever the account stands', () => {
    const text = [
      'email,name,apple-id',
      'a@School.example,A,',
      'b@home.example,B,b@school.example',
      'c@home.example,C,c@home.example',
    ].join('\n');
    const { people, warnings, counts } = read(text, { managedDomains: ['school.example'] });
    expect(people.map(({ wish }) => wish.managedAppleId)).toEqual([
      'a@School.example',
      'b@school.example',
      undefined,
    ]);
    expect(counts.managed).toBe(2);
    expect(warnings).toEqual({ 'not-managed': [4] });
  });
});

describe('a row is refused, with its line and the reason', () => {
  test.each([
    ['no-email-no-id', 'Email,Name\n,Anna', {}, { line: 2, text: 'Anna' }],
    ['bad-email', 'Email,Name\nanna@example,Anna', {}, { line: 2, text: 'anna@example' }],
    ['bad-email', 'Email,Name\na@b.example;c@d.example,Anna', {}, { line: 2 }],
    ['blank-id', 'Email,ID\na@b.example,', { ids: 'column' }, { line: 2, text: 'a@b.example' }],
    [
      'long-id',
      `Email,ID\na@b.example,${'x'.repeat(257)}`,
      { ids: 'column' },
      { line: 2, text: `${'x'.repeat(12)}\u2026` },
    ],
    ['bad-id', 'Email,ID\na@b.example,"x\ny"', { ids: 'column' }, { line: 2 }],
    ['duplicate-id', 'Email,ID\na@b.example,x\n\nc@d.example,x', { ids: 'column' }, { line: 4, other: 2 }],
    ['duplicate-email', 'Email,Name\na@b.example,A\nA@B.example,B', {}, { line: 3, other: 2 }],
    [
      'duplicate-account',
      'Email,ID\na@b.example,1\nA@b.example,2',
      { ids: 'column', managedDomains: ['b.example'] },
      { line: 3, other: 2 },
    ],
    ['exists', 'Email,ID\nnew@b.example,active', { ids: 'column' }, { line: 2, clientUserId: 'active' }],
    ['email-exists', 'Email,Name\nActive@b.example,A', {}, { line: 2, clientUserId: 'active' }],
    ['retired-in-file', 'client_user_id,email,apple_status\nx,a@b.example,Retired', {}, { line: 2 }],
    ['other-location', 'client_user_id,email,location_uid\nx,a@b.example,2', {}, { line: 2, text: '2' }],
    ['quote', 'Email,Name\na@b.example,"A" B\n', {}, { line: 2 }],
    ['quote', 'Email,Name\na@b.example,A\nb@b.example,"B\nc@b.example,C\n', {}, { line: 3 }],
  ] as const)('%s', (reason, text, choice, row) => {
    const known: KnownPerson[] = [
      { clientUserId: 'active', status: 'Registered', email: 'active@b.example' },
    ];
    expect(read(text, choice, known).refused).toEqual([expect.objectContaining({ reason, ...row })]);
  });
});

describe('a person is taken with a warning', () => {
  const known: KnownPerson[] = [
    { clientUserId: 'old', status: 'Retired', email: 'old@b.example' },
    { clientUserId: 'active', status: 'Associated', email: 'active@b.example' },
    // Retired once, active again (reference 4.8).
    { clientUserId: 'again', status: 'Retired', email: 'again@b.example' },
    { clientUserId: 'again', status: 'Associated', email: 'again@b.example' },
  ];
  test.each([
    ['address-as-id', 'Email,ID\na@b.example,a@b.example', 'column'],
    ['was-retired', 'Email,ID\na@b.example,old', 'column'],
    ['email-was-retired', 'Email,Name\nold@b.example,A', 'generated'],
    ['email-of-other', 'Email,ID\nactive@b.example,1', 'column'],
    ['no-email', 'Email,ID\n,1', 'column'],
    ['long-name', `Email,Name\na@b.example,${'x'.repeat(201)}`, 'generated'],
    ['long-notes', `Email,Notes\na@b.example,${'x'.repeat(2001)}`, 'generated'],
  ] as const)('%s', (warning, text, ids) => {
    const { people, warnings } = read(text, { ids }, known);
    expect(people).toHaveLength(1);
    expect(warnings).toEqual({ [warning]: [2] });
  });

  test('shared-email: a family has one mailbox, and each child an id', () => {
    const { people, warnings } = read('Email,ID\na@b.example,1\na@b.example,2\na@b.example,3', {
      ids: 'column',
    });
    expect(people).toHaveLength(3);
    expect(warnings).toEqual({ 'shared-email': [3, 4] });
  });

  test('and one who is active again is not taken for retired', () => {
    expect(read('Email,ID\n,again', { ids: 'column' }, known).refused[0]?.reason).toBe('exists');
  });
});

test('a name is not cut through a character', () => {
  const { people } = read(`Email,Name\na@b.example,${'x'.repeat(199)}😀y`);
  expect(people[0]?.name).toBe('x'.repeat(199));
});

test('the same file a second time creates nobody', () => {
  const text = 'Email,Name\na@b.example,A\nc@d.example,C\n';
  const known = read(text).people.map(({ wish }) => ({ ...wish, status: 'Registered' as const }));
  expect(read(text, {}, known)).toMatchObject({
    people: [],
    counts: { refused: 2 },
    refused: [
      { reason: 'email-exists', line: 2, clientUserId: 'made-1' },
      { reason: 'email-exists', line: 3, clientUserId: 'made-2' },
    ],
  });
});

const cell = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'a@b.example',
    'A@b.example',
    'c@d.example',
    'x',
    'y@',
    '"',
    'u-1',
    'Retired',
    '2',
  ),
  fc.string({ maxLength: 6 }),
);

test('no row is lost, and nobody comes out twice, whatever the file', () => {
  const heading = fc.constantFrom(
    'Email,Name,ID',
    'client_user_id,email,apple_status',
    'x,y,z',
    'ID,location_uid,Email',
  );
  const rows = fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 12 });
  const ids = fc.constantFrom('generated' as const, 'column' as const);
  const known: KnownPerson[] = [{ clientUserId: 'u-1', status: 'Registered', email: 'c@d.example' }];
  fc.assert(
    fc.property(heading, rows, ids, (first, more, chosen) => {
      const text = [first, ...more.map((cells) => cells.join(','))].join('\n');
      const { people, refused, counts } = read(text, { ids: chosen, managedDomains: ['b.example'] }, known);
      expect(counts.rows).toBe(counts.people + counts.refused + counts.blank);
      expect(counts).toMatchObject({ people: people.length, refused: refused.length });
      const lines = [...people, ...refused].map(({ line }) => line);
      expect(new Set(lines).size).toBe(lines.length);
      const made = people.map(({ wish }) => wish.clientUserId);
      expect(new Set(made).size).toBe(made.length);
      for (const { wish } of people) expect(wish.email === undefined || isEmail(wish.email)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('of 100,000 rows with one in a hundred bad, every bad one is named', () => {
  const bad = new Map<number, string>();
  const rows = Array.from({ length: 100_000 }, (_, index) => {
    const line = index + 2;
    if (index % 100 !== 99) return `person${index}@example.com,Person ${index},room ${index % 50}`;
    const kind = (index + 1) / 100;
    const [reason, row] = [
      ['bad-email', `person${index}.example.com,Person,`],
      ['no-email-no-id', ',Person,'],
      ['duplicate-email', 'PERSON0@example.com,Person,'],
      ['quote', `person${index}@example.com,"Per"son,`],
      ['email-exists', `known${kind}@example.com,Person,`],
    ][kind % 5] ?? ['', ''];
    bad.set(line, reason ?? '');
    return row;
  });
  const known = Array.from({ length: 1001 }, (_, index) => ({
    clientUserId: `k${index}`,
    status: 'Associated' as const,
    email: `known${index}@example.com`,
  }));
  const { refused, counts } = read(`Email,Name,Notes\n${rows.join('\n')}\n`, {}, known);
  expect(new Map(refused.map(({ line, reason }) => [line, reason]))).toEqual(bad);
  expect(counts).toEqual({ rows: 100_000, people: 99_000, refused: 1000, blank: 0, managed: 0 });
});

describe('an address is what mail takes', () => {
  test.each(['a@b.example', "o'neil+x@sub.example.co.uk", 'jürgen@bücher.example', 'a@1.2.example'])(
    '%s',
    (text) => {
      expect(isEmail(text)).toBe(true);
    },
  );
  test.each([
    ...['', 'a', '@b.example', 'a@', 'a@b', 'a b@c.example', 'a@b..example', '.a@b.example', 'a.@b.example'],
    ...['a@-b.example', 'a@b.example.', '<a@b.example>', 'a@b.example,c@d.example', 'a@b@c.example'],
    ...['a@b.example\r\nBcc: x@y.example', `${'x'.repeat(65)}@b.example`, `a@${'x.'.repeat(130)}example`],
  ])('and not %j', (text) => {
    expect(isEmail(text)).toBe(false);
  });
});
