import { expect, test } from 'vitest';
import { parseExpiry } from '../../../lib/token/parse-expiry.ts';

test.each([
  ['2030-11-08T22:33:22+0000', Date.UTC(2030, 10, 8, 22, 33, 22)],
  ['2014-08-15T18:13:52-0700', Date.UTC(2014, 7, 16, 1, 13, 52)],
  ['2020-12-31T13:57:19+02:00', Date.UTC(2020, 11, 31, 11, 57, 19)],
  ['2028-02-29T23:59:59Z', Date.UTC(2028, 1, 29, 23, 59, 59)],
  ['2028-02-29T23:59:59.123+0530', Date.UTC(2028, 1, 29, 18, 29, 59)],
])('%s is a moment', (text, moment) => {
  expect(parseExpiry(text)).toBe(moment);
});

test.each([
  '2027-02-29T00:00:00Z',
  '2027-13-01T00:00:00Z',
  '2027-00-10T00:00:00Z',
  '2027-01-01T24:00:00Z',
  '2027-01-01T10:60:00Z',
  '2027-01-01T10:00:00+2460',
  '2027-01-01T10:00:00',
  '2027-01-01',
  '9999-99-99T99:99:99Z',
  ' 2027-01-01T10:00:00Z',
  '',
])('%j is none', (text) => {
  expect(parseExpiry(text)).toBeUndefined();
});
