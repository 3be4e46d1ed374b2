import { describe, expect, test } from 'vitest';
import { readIdList } from '../../../lib/people/read-id-list.ts';
import { textOfFile } from '../../../lib/people/text-of-file.ts';

describe('serial numbers are found', () => {
  test.each([
    ['one a line', 'c02abc123def\nC02ABC123DEG'],
    ['by their heading', 'Name;Serial Number\n"Lab; 1";C02ABC123DEF\nLab 2;C02ABC123DEG'],
    ['by a heading in another language', 'Gerät,Seriennummer\na,C02ABC123DEF\nb,C02ABC123DEG'],
    ['by a script’s heading', 'username\tserial-number\nx\tC02ABC123DEF\ny\tC02ABC123DEG'],
    ['by their shape', 'Device Type,x\nComputer,C02ABC123DEF\nMobile,C02ABC123DEG'],
    ['by their shape alone', 'Computer,C02ABC123DEF\nMobile,C02ABC123DEG'],
    ['behind a byte order mark', '\uFEFFserial_number\r\nC02ABC123DEF\r\nC02ABC123DEG\r\n'],
  ])('%s', (_, text) => {
    expect(readIdList(text, 'device')).toMatchObject({
      ids: ['C02ABC123DEF', 'C02ABC123DEG'],
      duplicates: 0,
      refused: [],
    });
  });

  test('with what was refused, where and why', () => {
    const text = 'Serial Number\nC02ABC123DEF\nc02abc123def\nC02-ABC\nSHORT1\nWAYTOOLONG12345\n"",x\n';
    expect(readIdList(text, 'device')).toEqual({
      heading: 'Serial Number',
      ids: ['C02ABC123DEF'],
      duplicates: 1,
      refused: [
        { line: 4, text: 'C02-ABC', reason: 'characters' },
        { line: 5, text: 'SHORT1', reason: 'short' },
        { line: 6, text: 'WAYTOOLONG12345', reason: 'long' },
        { line: 7, text: '', reason: 'empty' },
      ],
    });
  });

  test('not in a quote that never ends without a word about it', () => {
    expect(readIdList('serial\nC02ABC123DEF\n"C02ABC123DEG', 'device').refused[0]).toMatchObject({
      reason: 'quote',
    });
  });

  test('not in a row whose quotes are wrong: it is refused once and read no more', () => {
    const text = 'serial,name\nC02ABC123DEF,a\nC02ABC123DEG,"b"x\nC02ABC123DEH,c';
    expect(readIdList(text, 'device')).toMatchObject({
      ids: ['C02ABC123DEF', 'C02ABC123DEH'],
      refused: [{ line: 3, text: 'C02ABC123DEG', reason: 'quote' }],
    });
  });
});

describe('people are found', () => {
  const ada = 'ada@school.example';
  const bob = 'bob@school.example';
  test.each([
    [
      'by id in our own export',
      `email,client_user_id\n${ada},u-1\n${bob},Ünï 2`,
      ['u-1', 'Ünï 2'],
      'client_user_id',
    ],
    ['by id, one a line', 'u-1\nu-2', ['u-1', 'u-2'], undefined],
    ['by address, one a line', `${ada}\n${bob}`, [ada, bob], undefined],
    ['by both, one a line', `u-1\n${bob}`, ['u-1', bob], undefined],
    ['by address in Meraki’s form', `Email,Name,Notes\n${ada},Ada,\n${bob},Bob,`, [ada, bob], 'Email'],
    ['by address behind a name', `Name,Email\nAda,${ada}\nBob,${bob}`, [ada, bob], 'Email'],
    ['by address in another language', `Nom;Adresse e-mail\nAda;${ada}`, [ada], 'Adresse e-mail'],
    ['by address without a heading', `Ada,${ada}\nBob,${bob}`, [ada, bob], undefined],
    [
      'by address beside user names of an MDM',
      `Username,Full Name,Email Address\na.byte,Ada,${ada}\nb.bit,Bob,`,
      [ada, 'b.bit'],
      'Email Address',
    ],
    [
      'by the number of a school’s list',
      `person_id,first_name,last_name,password_policy,email\n7,A,B,4,${ada}`,
      ['7'],
      'person_id',
    ],
  ])('%s', (_, text, ids, heading) => {
    const found = readIdList(text, 'user');
    expect(found).toMatchObject({ ids, refused: [] });
    expect(found.heading).toBe(heading);
  });

  test('with all that names them, as a location may know either', () => {
    expect(
      readIdList(`Username,Full Name,Email Address\na.byte,Ada,${ada}\nb.bit,Bob,`, 'user').people,
    ).toEqual([{ clientUserId: 'a.byte', email: ada }, { clientUserId: 'b.bit' }]);
  });
});

test('100,000 rows take less than two seconds', () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, index) => `Lab ${index},C02X${String(index).padStart(8, '0')}`,
  );
  const before = performance.now();
  expect(readIdList(`Name,Serial\n${rows.join('\n')}`, 'device').ids).toHaveLength(100_000);
  expect(performance.now() - before).toBeLessThan(2000);
});

describe('a file is read in its encoding', () => {
  const text = 'Gerät,Seriennummer';
  const utf16 = Uint8Array.from([...text].flatMap((sign) => [sign.charCodeAt(0), 0]));
  test.each([
    ['UTF-8', new TextEncoder().encode(text)],
    ['Windows-1252', Uint8Array.from([...text].map((sign) => sign.charCodeAt(0)))],
    ['UTF-16 with its mark', Uint8Array.from([0xff, 0xfe, ...utf16])],
    ['UTF-16 without', utf16],
  ])('%s', (_, bytes) => expect(textOfFile(bytes)).toBe(text));
});
