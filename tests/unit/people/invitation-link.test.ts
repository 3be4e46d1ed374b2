import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getInvitationLink } from '../../../lib/people/invitation-link.ts';

const template =
  'https://buy.itunes.apple.com/WebObjects/MZFinance.woa/wa/associateVPPUserWithITSAccount?inviteCode=%25inviteCode%25&mt=8';

test('the code stands in Apple’s template and nowhere else', () => {
  expect(getInvitationLink(template, '46bc93ea3acd41e0a4919c02db0d7d3a')).toBe(
    'https://buy.itunes.apple.com/WebObjects/MZFinance.woa/wa/associateVPPUserWithITSAccount?inviteCode=46bc93ea3acd41e0a4919c02db0d7d3a&mt=8',
  );
  expect(getInvitationLink(template.replace('?', '?cc=us&'), 'a')).toContain('?cc=us&inviteCode=a&mt=8');
});

test('any code arrives as it is and changes nothing else of the link', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (code) => {
      const link = getInvitationLink(template, code);
      const url = new URL(link ?? '');
      expect(url.searchParams.get('inviteCode')).toBe(code);
      expect([...url.searchParams.keys()]).toEqual(['inviteCode', 'mt']);
      expect(url.hostname).toBe('buy.itunes.apple.com');
    }),
  );
  for (const code of ['$&', '$1', '%25inviteCode%25', '\ud800', 'a&mt=9#x'])
    expect(new URL(getInvitationLink(template, code) ?? '').searchParams.get('mt')).toBe('8');
});

test.each([
  ['plain HTTP', 'http://buy.itunes.apple.com/?c=%25inviteCode%25'],
  ['another host', 'https://buy.itunes.apple.com.evil.example/?c=%25inviteCode%25'],
  ['a look-alike', 'https://evilapple.com/?c=%25inviteCode%25'],
  ['Apple as a user name', 'https://buy.itunes.apple.com@evil.example/?c=%25inviteCode%25'],
  ['Apple before a backslash', 'https://evil.example\\@buy.itunes.apple.com/?c=%25inviteCode%25'],
  ['a user name', 'https://u:p@apple.com/?c=%25inviteCode%25'],
  ['another port', 'https://apple.com:8443/?c=%25inviteCode%25'],
  ['the code as a host', 'https://%25inviteCode%25.apple.com/'],
  ['a script', 'javascript:alert(1)//%25inviteCode%25.apple.com'],
  ['no place for the code', 'https://apple.com/?c=inviteCode'],
  ['no address', '%25inviteCode%25'],
  ['nothing', ''],
])('refused: %s', (_, bad) => {
  expect(getInvitationLink(bad, 'abc')).toBeUndefined();
});

test('no link without a code', () => {
  expect(getInvitationLink(template, '')).toBeUndefined();
});
