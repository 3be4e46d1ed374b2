import { expect, test } from 'vitest';
import { allowedBesides } from '../../../lib/platform/allowed-besides.ts';

test('leaves out what the manifest asks for, and all hosts at once', () => {
  const ofManifest = ['https://vpp.itunes.apple.com/*', 'https://*.mzstatic.com/*'];
  const one = ['https://acme.jamfcloud.com/*', 'https://*.portal.azure.net/*'];
  expect(allowedBesides(ofManifest, [...ofManifest, 'https://*/*', '<all_urls>', ...one])).toEqual(one);
});
