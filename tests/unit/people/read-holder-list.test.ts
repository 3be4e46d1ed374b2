import { describe, expect, test } from 'vitest';
import { readHolderList } from '../../../lib/people/read-holder-list.ts';

describe('the list of any management', () => {
  test('names devices and whose they are', () => {
    const text = [
      'Serial Number,Device Type,Username,Full Name,Email Address',
      'c02abc123def,Computer,anna,Anna,Anna@Example.com',
      'C02ABC123DEG,Mobile Device,,,',
      ',Mobile Device,ben,Ben,',
      ',Mobile Device,,Nobody,',
      'BAD-SERIAL,Computer,carl,Carl,carl@example.com',
      ',,,,',
      'C02ABC123DEH,Computer,,,not an address',
      '"C02ABC123DEJ"x,Computer,,,',
    ].join('\n');
    const { map, entries, refused, blank } = readHolderList(text);
    expect(map.form).toBe('jamf-preload');
    expect(entries).toEqual([
      { line: 2, serialNumber: 'C02ABC123DEF', clientUserId: 'anna', email: 'anna@example.com' },
      { line: 3, serialNumber: 'C02ABC123DEG' },
      { line: 4, clientUserId: 'ben' },
      { line: 8, serialNumber: 'C02ABC123DEH' },
    ]);
    expect(refused).toEqual([
      { line: 5, text: 'Nobody', reason: 'empty', mentions: [] },
      {
        ...{ line: 6, text: 'BAD-SERIAL', reason: 'characters' },
        mentions: ['BAD-SERIAL', 'carl', 'carl@example.com'],
      },
      expect.objectContaining({ line: 9, reason: 'quote' }),
    ]);
    expect(refused[2]?.mentions).toEqual(expect.arrayContaining(['C02ABC123DEJ']));
    expect(blank).toBe(1);
  });

  test.each([
    ['serial numbers alone', 'C02ABC123DEF\nC02ABC123DEG', { serialNumber: 'C02ABC123DEG' }],
    [
      'Intune’s, without a heading',
      'C02ABC123DEF,iPad of Ann\nC02ABC123DEG,iPad of Ben',
      { serialNumber: 'C02ABC123DEG' },
    ],
    [
      'addresses beside them',
      'a@b.example;C02ABC123DEF\nC@b.example;C02ABC123DEG',
      { serialNumber: 'C02ABC123DEG', email: 'c@b.example' },
    ],
    [
      'our own export',
      'location_uid,client_user_id,email\n1,u-1,a@b.example\n1,u-2,',
      { clientUserId: 'u-2' },
    ],
  ])('%s', (_, text, last) => {
    const { entries, refused } = readHolderList(text);
    expect(refused).toEqual([]);
    expect(entries).toHaveLength(2);
    expect(entries[1]).toMatchObject(last);
  });

  test('is read by the columns that the admin says', () => {
    const { entries } = readHolderList('Serial,Old serial\nC02ABC123DEF,C02ABC123DEG', { serial: 1 });
    expect(entries).toEqual([{ line: 2, serialNumber: 'C02ABC123DEG' }]);
  });
});
