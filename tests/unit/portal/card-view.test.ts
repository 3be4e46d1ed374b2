import { describe, expect, test } from 'vitest';
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

test('where an MDM is remembered by API, the one click renews and sends on', () => {
  const handover = { state: 'offered', act: 'send', mdm: 'Jamf Pro (Head Office)' } as const;
  expect(view({ renews: true, handover })).toMatchObject({
    link: 'Send to Jamf Pro (Head Office)',
    text: expect.stringContaining('in place of the old one'),
    dismiss: 'Not now',
  });
  expect(view({ renews: true, handover }, true)).toMatchObject({ link: 'Sending…', busy: true });
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

describe('of a linked token', () => {
  const linked = (handover: Card['handover'], change: Partial<Card> = {}) =>
    view({ state: 'linked', renews: true, handover, ...change });

  test.each<[Card['handover'], string]>([
    [{ state: 'offered', act: 'send', mdm: 'Jamf' }, 'Send to Jamf'],
    [{ state: 'offered', act: 'place', mdm: 'Meraki' }, 'Place it in Meraki'],
    [{ state: 'offered', act: 'popup' }, 'Send to an MDM…'],
    [{ state: 'asking', act: 'popup', mdm: 'Jamf' }, 'Choose the record'],
    [{ state: 'locked', act: 'popup', mdm: 'Jamf' }, 'Open Orchardist'],
    [{ state: 'failed', act: 'send', mdm: 'Jamf', failureCode: 'mdm-server' }, 'Send again'],
    [{ state: 'failed', act: 'popup', mdm: 'Jamf', failureCode: 'vault-locked' }, 'Open Orchardist'],
  ])('%o is one click: %s', (handover, link) => {
    expect(linked(handover)).toMatchObject({ link, busy: false });
  });

  test('behind a locked vault it says what it waits for', () => {
    const waiting = linked({ state: 'locked', act: 'popup', mdm: 'Jamf' });
    expect(waiting).toMatchObject({ title: 'Waiting for the unlock', busy: false });
    expect(waiting?.text).toContain('passphrase');
  });

  test('nothing can be clicked while it is under way, nor once it is there', () => {
    const going = linked({ state: 'under-way', mdm: 'Jamf' });
    expect(going).toMatchObject({ title: 'Sending to Jamf', busy: true });
    const done = linked({ state: 'done', mdm: 'Jamf', expiredBefore: Date.UTC(2026, 10, 20, 12) });
    expect(done).toMatchObject({ title: 'Jamf has the token', tone: 'good', busy: false });
    expect(done?.facts.map(({ value }) => value)).toContain('November 20, 2026');
    for (const shown of [going, done]) expect(shown?.link).toBeUndefined();
  });

  test('where the ends are alike it does not say that the record shows the new one', () => {
    const done = linked({ state: 'done', mdm: 'Jamf', isAcceptedAlone: true });
    expect(done).toMatchObject({ title: 'Jamf accepted the token', tone: 'good', busy: false });
    expect(done?.text).toContain('cannot tell');
  });

  test('what was sent is not told as not sent, whatever it failed by', () => {
    const failure = { state: 'failed', act: 'send', mdm: 'Jamf' } as const;
    for (const failureCode of ['mdm-sign-in', 'sign-in-cancelled', 'mdm-unproven', 'mdm-not-confirmed']) {
      const shown = linked({ ...failure, failureCode, unconfirmed: true });
      expect(shown?.title).toBe('Jamf may have the token');
      expect(shown?.text).not.toContain('Nothing was sent');
    }
    expect(linked({ ...failure, failureCode: 'mdm-sign-in' })?.title).toContain('does not have the token');
  });

  test('each failure says what to do next, also one that has no words of its own', () => {
    const of = (failureCode: string) =>
      linked({ state: 'failed', act: 'popup', mdm: 'Jamf', failureCode })?.text;
    const codes = [
      'vault-locked',
      'mdm-sign-in',
      'mdm-permission',
      'mdm-unreachable',
      'mdm-wrong-record',
      'mdm-not-saved',
      'bug',
    ];
    expect(new Set(codes.map(of)).size).toBe(codes.length);
    expect(of('toString')).toBe(of('bug'));
  });

  test('a popup that did not open leaves a hint', () => {
    const shown = linked({ state: 'offered', act: 'popup' }, { popupRefused: true });
    expect(shown?.hint).toContain('icon in the toolbar');
  });
});
