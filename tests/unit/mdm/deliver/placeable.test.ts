import { describe, expect, test } from 'vitest';
import { expectConsole, isOwnFrame } from '../../../../lib/mdm/deliver/placeable.ts';

describe('a page that may get a token', () => {
  test.each([
    undefined,
    '',
    'about:blank',
    'http://console.example.org/',
    'file:///home/x.html',
    'chrome://settings/',
    'chrome-extension://abc/options.html',
    'moz-extension://abc/options.html',
    'https://business.apple.com/',
    'https://school.apple.com/x',
    'https://apple.com/',
    'https://appleid.apple.com/',
    'https://is1-ssl.mzstatic.com/x',
    'https://www.icloud.com/',
  ])('is not %s', (address) => {
    expect(() => expectConsole(address)).toThrow('page-refused');
  });

  test('is any other page by HTTPS, a look-alike of Apple’s among them', () => {
    expect(expectConsole('https://mdm.school.example:8443/a?b#c').origin).toBe(
      'https://mdm.school.example:8443',
    );
    expect(expectConsole('https://pineapple.com/').origin).toBe('https://pineapple.com');
  });
});

test('a known host brings the words of its console, a saved one those that were chosen', () => {
  expect(expectConsole('https://acme.xm.cloud.com/').wanted.kind).toBe('text');
  expect(expectConsole('https://n1.meraki.com/o').path).toContain('Apple VPP accounts');
  const saved = { preset: 'citrix', frames: [] };
  expect(expectConsole('https://xms.example.org:4443/', [saved]).wanted).toMatchObject({
    kind: 'text',
    labels: expect.arrayContaining(['company token']),
  });
});

describe('a frame of the console', () => {
  const intune = expectConsole('https://intune.microsoft.com/');
  const other = expectConsole('https://console.example.org/');

  test('is one of its origin, or of a host that its preset names', () => {
    expect(isOwnFrame(other, 'https://console.example.org')).toBe(true);
    expect(isOwnFrame(intune, 'https://sandbox-1.reactblade.portal.azure.net')).toBe(true);
  });

  test('is no frame of anybody else, and none without an origin', () => {
    for (const origin of [
      'https://ads.example.net',
      'http://console.example.org',
      'null',
      'https://business.apple.com',
    ]) {
      expect(isOwnFrame(other, origin)).toBe(false);
    }
  });

  test('is one of a host that the admin allowed for a saved console', () => {
    const saved = { preset: 'other', frames: ['https://forms.example.net/*'] };
    const site = expectConsole('https://console.example.org/', [saved]);
    for (const port of ['', ':8443']) expect(isOwnFrame(site, `https://forms.example.net${port}`)).toBe(true);
    expect(isOwnFrame(site, 'https://forms.example.net.evil.example')).toBe(false);
  });
});
