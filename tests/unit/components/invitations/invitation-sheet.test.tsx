// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { InvitationSheet } from '../../../../components/invitations/invitation-sheet.tsx';
import { MailtoDialog } from '../../../../components/invitations/mailto-dialog.tsx';
import type { Invitee } from '../../../../lib/people/invitation-text.ts';

const drawn = vi.hoisted(() => vi.fn());
vi.mock('../../../../lib/people/invitation-sheet.ts', () => ({
  makeSheetEntry: (invitee: Invitee) => {
    drawn(invitee.clientUserId);
    return { title: invitee.name, qr: { size: 1, path: 'M0 0h1v1h-1z' } };
  },
}));
vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
let root: Root;

const letter = { language: 'en', organisation: '', changed: {} } as const;
const invitees = Array.from({ length: 500 }, (_, at) => ({
  clientUserId: `u-${at}`,
  email: `p${at}@school.example`,
  name: `Person ${at}`,
  link: `https://example.com/${at}`,
}));

beforeEach(() => {
  drawn.mockClear();
  root = createRoot(document.body.appendChild(document.createElement('main')));
});
afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
});

const count = (selector: string) => document.querySelectorAll(selector).length;
const patience = { timeout: 20_000, interval: 1 };
const later = () => act(() => new Promise((resolve) => setTimeout(resolve)));

it('a sheet of many is drawn by and by, each code once, and printed when it is whole', async () => {
  act(() => root.render(<InvitationSheet invitees={invitees} letter={letter} onClose={vi.fn()} />));
  const print = vi.fn();
  vi.stubGlobal('print', print);
  const press = () => act(async () => document.querySelector<HTMLButtonElement>('.primary')?.click());
  expect(count('.sheet-entry')).toBeLessThan(100);
  await press();
  expect(print).not.toHaveBeenCalled();
  await vi.waitFor(async () => {
    await later();
    expect(count('.sheet-entry')).toBe(500);
  }, patience);
  expect(drawn).toHaveBeenCalledTimes(500);
  await press();
  expect(print).toHaveBeenCalledOnce();
});

it('drafts for many are listed by and by; one that was opened says so', async () => {
  const onOpened = vi.fn();
  const dialog = <MailtoDialog invitees={invitees} letter={letter} onOpened={onOpened} onClose={vi.fn()} />;
  act(() => root.render(dialog));
  expect(count('.mail-line')).toBeLessThan(100);
  await vi.waitFor(async () => {
    await later();
    expect(count('.mail-line')).toBe(500);
  }, patience);
  const [, second] = document.querySelectorAll<HTMLAnchorElement>('.mail-line a');
  second?.addEventListener('click', (event) => event.preventDefault());
  await act(async () => second?.click());
  expect(onOpened).toHaveBeenCalledWith('u-1');
  expect(second?.textContent).toBe('Open again');
});
