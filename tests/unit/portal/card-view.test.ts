import { expect, test } from 'vitest';
import { createCardViews } from '../../../entrypoints/portal.content/card-view.ts';
import type { Card } from '../../../lib/bus/contract.ts';

const { viewOf } = createCardViews();
const now = Date.UTC(2026, 10, 24);
const card: Card = {
  candidateId: 'c1',
  orgName: 'ORG12345',
  expiresAt: Date.UTC(2027, 10, 8, 12),
  state: 'ready',
  locationName: 'North Campus',
};
const view = (change: Partial<Card>, linking = false) => viewOf({ ...card, ...change }, now, linking);

test('a proven token names location, organisation and end, and offers to link it', () => {
  expect(view({})).toMatchObject({
    facts: [
      { label: 'Location', value: 'North Campus' },
      { label: 'Organisation', value: 'ORG12345' },
      { label: 'Expires', value: 'November 8, 2027' },
    ],
    link: 'Link it',
    dismiss: 'Not now',
    busy: false,
  });
});

test('a token of a linked location offers to renew', () => {
  expect(view({ renews: true })).toMatchObject({ link: 'Renew', title: 'Renew with this content token?' });
});

test('while it links, it says so', () => {
  expect(view({}, true)).toMatchObject({ link: 'Linking…', busy: true });
});

test('before the proof there is nothing to click but Not now', () => {
  const proving = view({ state: 'proving', locationName: undefined });
  expect(proving?.link).toBeUndefined();
  expect(proving).toMatchObject({ busy: true, dismiss: 'Not now' });
  expect(proving?.facts.map(({ label }) => label)).toEqual(['Organisation', 'Expires']);
});

test.each([
  ['vault-locked', 'passphrase'],
  ['vault-missing', 'how tokens are kept'],
])('with the vault in the way (%s) it leads to the popup', (failureCode, words) => {
  const waiting = view({ state: 'needs-popup', failureCode });
  expect(waiting?.text).toContain('Orchardist icon');
  expect(waiting?.text).toContain(words);
  expect(waiting?.link).toBe('Link it');
});

test('each refusal has its own words', () => {
  const codes = [
    'expired',
    'revoked',
    'invalid',
    'offline',
    'wrong-location',
    'throttled',
    'storage-full',
    'bug',
  ];
  const texts = codes.map((failureCode) => view({ state: 'refused', failureCode })?.text);
  expect(new Set(texts).size).toBe(codes.length);
  expect(view({ state: 'refused' })?.text).toBe(view({ state: 'refused', failureCode: 'toString' })?.text);
});

test('a date gone by is called expired', () => {
  expect(view({ state: 'refused', failureCode: 'expired', expiresAt: now - 1 })?.facts.at(-1)?.label).toBe(
    'Expired',
  );
});

test('a candidate that is gone shows nothing', () => {
  expect(view({ state: 'gone' })).toBeUndefined();
});
