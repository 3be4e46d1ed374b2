import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanFileName } from '../../../lib/token/clean-file-name.ts';

test.each([
  ['North Campus', 'sToken_for_North_Campus.vpptoken'],
  ['Grundschule Süd – Straße 5 (1)', 'sToken_for_Grundschule_Sud_Strasse_5_1.vpptoken'],
  ['École «Łódź»', 'sToken_for_Ecole_Lodz.vpptoken'],
  ['../../etc/passwd', 'sToken_for_etc_passwd.vpptoken'],
  ['東京', 'sToken_for_location.vpptoken'],
  ['  ', 'sToken_for_location.vpptoken'],
])('%s becomes %s', (location, name) => {
  expect(cleanFileName(location)).toBe(name);
});

test('every name is one that an upload form takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (location) => {
      expect(cleanFileName(location)).toMatch(
        /^sToken_for_[A-Za-z0-9]([A-Za-z0-9_]{0,58}[A-Za-z0-9])?\.vpptoken$/,
      );
    }),
  );
});
