import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapHeaders, unusedColumns } from '../../../lib/people/map-headers.ts';
import { readCsv } from '../../../lib/people/read-csv.ts';

const map = (text: string) => mapHeaders(readCsv(text).rows);

describe('the documented files (semantics 2.11)', () => {
  test.each([
    ['meraki', 'Email,Name,Notes', { email: 0, name: 1, notes: 2 }],
    [
      'jamf-pro',
      'Username,Full Name,Email Address,Phone Number,Position',
      { clientUserId: 0, name: 1, email: 2 },
    ],
    [
      'jamf-preload',
      'Serial Number,Device Type,Username,Full Name,Email Address',
      { serial: 0, clientUserId: 2, name: 3, email: 4 },
    ],
    ['jamf-school', 'SerialNumber,Identification,AssetTag,AssignToUser', { serial: 0, clientUserId: 3 }],
    [
      'asm-students',
      'person_id,person_number,first_name,middle_name,last_name,grade_level,email_address,sis_username,password_policy,location_id',
      { clientUserId: 0, firstName: 2, middleName: 3, lastName: 4, email: 6 },
    ],
    [
      'asm-staff',
      'person_id,person_number,first_name,middle_name,last_name,email_address,sis_username,location_id',
      { clientUserId: 0, firstName: 2, middleName: 3, lastName: 4, email: 5 },
    ],
    ['asm-rosters', 'roster_id,class_id,student_id', { clientUserId: 2 }],
    [
      'jss',
      'username,full-name,email,apple-id,grad-year,position,serial-number',
      { clientUserId: 0, name: 1, email: 2, managedAppleId: 3, serial: 6 },
    ],
    [
      'orchardist',
      'location,location_uid,client_user_id,email,name,notes,state,apple_status,licences',
      { locationUid: 1, clientUserId: 2, email: 3, name: 4, notes: 5, appleStatus: 7 },
    ],
  ])('%s', (form, heading, columns) => {
    expect(map(heading)).toMatchObject({ form, columns, hasHeading: true });
    // In any order, and with other signs between the cells.
    const turned = heading.split(',').reverse();
    const last = turned.length - 1;
    expect(map(turned.join(';'))).toMatchObject({
      form,
      columns: Object.fromEntries(Object.entries(columns).map(([field, at]) => [field, last - at])),
    });
  });
});

describe('other files', () => {
  test.each([
    ['German', 'E-Mail;Vorname;Name;Bemerkung', { email: 0, firstName: 1, lastName: 2, notes: 3 }],
    ['French', 'Prénom;Nom;Courriel', { firstName: 0, lastName: 1, email: 2 }],
    ['Spanish', 'Nombre;Apellidos;Correo electrónico', { firstName: 0, lastName: 1, email: 2 }],
    ['Japanese', '氏名,メールアドレス,シリアル番号', { name: 0, email: 1, serial: 2 }],
    ['Arabic', 'الاسم,البريد الإلكتروني', { name: 0, email: 1 }],
  ])('in %s', (_, heading, columns) => {
    expect(map(heading)).toMatchObject({ form: 'free', columns });
  });

  test('with unknown headings, by what the cells look like', () => {
    const found = map(
      'Wer,Wohin,Womit\nAnna,anna@example.com,C02ABC123DEF\nBen,ben@example.com,C02ABC123DEG\n',
    );
    expect(found).toMatchObject({
      hasHeading: true,
      columns: { email: 1, serial: 2 },
      headings: ['Wer', 'Wohin', 'Womit'],
    });
    expect(unusedColumns(found, found.columns)).toEqual([0]);
  });

  test('without a heading: the first row is a person too', () => {
    expect(map('anna@example.com,Anna\nben@example.com,Ben')).toMatchObject({
      hasHeading: false,
      columns: { email: 0 },
      headings: [],
    });
  });

  test.each([
    ['a note', 'anna@example.com,Note\nben@example.com,Later', { email: 0 }],
    ['a name', 'Name,anna@example.com', { email: 1 }],
    ['a device', 'C02ABC123DEF,Name\nC02ABC123DEG,iPad', { serial: 0 }],
  ])('without a heading, and %s in the first row that might be one', (_, text, columns) => {
    expect(map(text)).toEqual(
      expect.objectContaining({ hasHeading: false, headings: [], form: 'free', columns }),
    );
  });

  test('with a heading that looks like a serial number', () => {
    expect(map('Name,Address1\nAnna,5551234567').hasHeading).toBe(true);
  });

  test('of nothing', () => {
    expect(map('')).toMatchObject({
      form: 'free',
      hasHeading: false,
      columns: {},
      ids: 'generated',
      width: 0,
    });
  });
});

describe('where ids come from', () => {
  test.each([
    ['made, where there is an address', 'Email,Name,Notes\na@example.com,A,', 'generated'],
    ['made, though there is a user name', 'Username,Full Name,Email Address\na,A,a@example.com', 'generated'],
    ['from a school’s system', 'person_id,person_number,first_name,last_name\n7,1,A,B', 'column'],
    ['from our own export', 'client_user_id,email\nu-1,a@example.com', 'column'],
    ['made, where our template has none', 'client_user_id,email\n,a@example.com', 'generated'],
    ['from the only thing there is', 'roster_id,class_id,student_id\n1,2,3', 'column'],
  ])('%s', (_, text, ids) => {
    expect(map(text).ids).toBe(ids);
  });

  test('other columns that may hold them are offered, the surest first', () => {
    const heading = 'sis_username,person_id,email,username,apple_id';
    expect(map(heading).candidates).toEqual({ clientUserId: [1, 3, 0], managedAppleId: [4] });
  });
});

test('a column serves one field, and every column is used or named as unused', () => {
  const heading = fc.constantFrom(
    'Email',
    'E-Mail',
    'name',
    'Vorname',
    'ID',
    'username',
    'x',
    '',
    'Serial',
    'note',
  );
  const cell = fc.constantFrom('', 'a@example.com', 'C02ABC123DEF', '5', 'word');
  fc.assert(
    fc.property(
      fc.array(heading, { minLength: 1, maxLength: 8 }),
      fc.array(fc.array(cell)),
      (first, more) => {
        const found = mapHeaders([first, ...more].map((cells, index) => ({ line: index + 1, cells })));
        const used = Object.values(found.columns);
        expect(new Set(used).size).toBe(used.length);
        const all = [...used, ...unusedColumns(found, found.columns)].toSorted((a, b) => a - b);
        expect(all).toEqual(Array.from({ length: found.width }, (_, column) => column));
      },
    ),
  );
});
