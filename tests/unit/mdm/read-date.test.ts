import { afterEach, expect, it, vi } from 'vitest';
import { readDate } from '../../../lib/mdm/connectors/answers.ts';

afterEach(() => vi.unstubAllEnvs());

const noon = Date.UTC(2027, 0, 5, 12, 0, 0);

it.each([
  '2027-01-05T12:00:00',
  '2027-01-05T12:00',
  '2027-01-05T12:00:00.000000',
  '2027-01-05 12:00:00',
  '2027-01-05T12:00:00Z',
  '2027-01-05T21:00:00+09:00',
  '2027-01-05T07:00:00-0500',
])('reads %s alike wherever the computer stands', (text) => {
  for (const zone of ['Asia/Tokyo', 'America/New_York', 'UTC']) {
    vi.stubEnv('TZ', zone);
    expect([zone, readDate(text)]).toEqual([zone, noon]);
  }
});

it('stands in the time zone that it was told', () => {
  vi.stubEnv('TZ', 'Asia/Tokyo');
  expect(new Date(noon).getHours()).toBe(21);
});

it.each([undefined, null, '', 'soon'])('%s is no date', (text) => {
  expect(readDate(text)).toBeUndefined();
});
