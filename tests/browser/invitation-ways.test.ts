/** Each way in which an invitation leaves the browser, carried out once with links of the simulated Apple. */
import { unzipSync } from 'fflate';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../simulator/start-simulator.ts';
import { createScreen } from './support/extension.ts';
import { expectFine } from './support/holder-screens.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { journeySeed, journeyUId } from './support/order-journey.ts';
import { waitFor } from './support/wait-for.ts';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let chromium: Chromium;
let page: Page;

const ada = { clientUserId: 'u-ada', email: 'ada@school.example', status: 'Registered' } as const;
const bob = { clientUserId: 'u-bob', email: 'bob@school.example', status: 'Registered' } as const;
const noAddress = { clientUserId: 'u-cyd', status: 'Registered' } as const;

beforeAll(async () => {
  const seed = journeySeed().map((location) => ({ ...location, users: [ada, bob, noAddress] }));
  simulator = await startSimulator({ seed });
  chromium = await launchChromium({ net: simulator });
  page = await chromium.openConsole('/tokens');
  const screen = createScreen(page);
  await screen.link(simulator.tokens.ps01 ?? '');
  await screen.settled();
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `/people/invitations?location=${journeyUId}`);
});
afterAll(async () => {
  await chromium?.close();
  await simulator?.close();
});

/** Ticks all who are shown and chooses the way. */
async function invite(show: string, way: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `/people/invitations?location=${journeyUId}&show=${show}`);
  const table = page.getByRole('grid', { name: 'Invitations' });
  await table.getByText('ada@school.example').waitFor();
  await table.focus();
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Invite 3' }).press('Enter');
  await page.getByRole('menuitem', { name: way }).press('Enter');
}

const notes = z.array(
  z.object({ clientUserId: z.string(), invitations: z.array(z.object({ way: z.string() })) }),
);

async function expectInvited(way: string, ids: readonly string[]): Promise<void> {
  const screen = createScreen(page);
  const invited = async () =>
    notes
      .parse(await screen.rows('personNotes'))
      .flatMap(({ clientUserId, invitations }) =>
        invitations.filter((one) => one.way === way).map(() => clientUserId),
      );
  await waitFor(async () => (await invited()).join() === ids.join(), {
    message: `${ids.join(', ')} are noted as invited by ${way}`,
  });
}

const codesIn = (text: string) => [...text.matchAll(/inviteCode=([^&\s"]+)/g)].map(([, code = '']) => code);
const copied = () => page.evaluate('self.copied ?? ""').then(String);

async function bytesOf(download: Download): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

test('copied, also where the browser has forgotten the click when Apple answers', async () => {
  await page.evaluate(`{
    let asked = 0;
    navigator.clipboard.writeText = async (text) => {
      if (++asked === 1) throw new DOMException('The click is too old.', 'NotAllowedError');
      self.copied = text;
    };
  }`);
  await invite('new', 'Copy the links');
  await page.getByRole('dialog').getByText('3 links are ready.', { exact: false }).waitFor();
  await expectFine(page, 'invitations-copy-again');
  expect(await copied()).toBe('');
  await page.getByRole('button', { name: 'Copy now' }).press('Enter');
  await page.getByText('3 links copied.').waitFor();
  const lines = (await copied()).split('\n');
  expect(lines.map((line) => line.split('\t')[1])).toEqual(['ada@school.example', 'bob@school.example', '']);
  expect(new Set(codesIn(await copied())).size).toBe(3);
  await expectInvited('copy', ['u-ada', 'u-bob', 'u-cyd']);
});

test('written in the mail program, one draft a click', async () => {
  await invite('invited', 'Write in my mail program');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('No address').waitFor();
  const [first] = await dialog.getByRole('link', { name: 'Open draft' }).all();
  const href = (await first?.getAttribute('href')) ?? '';
  expect(href).toMatch(/^mailto:ada@school\.example\?subject=/);
  expect(codesIn(decodeURIComponent(href))).toHaveLength(1);
  await expectFine(page, 'invitations-mailto');
  await first?.press('Enter');
  await dialog.getByRole('link', { name: 'Open again' }).waitFor();
  await expectInvited('mailto', ['u-ada']);
  await dialog.getByRole('button', { name: 'Close' }).press('Enter');
});

test('saved as drafts in a zip', async () => {
  const saving = page.waitForEvent('download');
  await invite('invited', 'Save drafts (.eml, zip)');
  const files = unzipSync(await bytesOf(await saving));
  const drafts = Object.values(files).map((file) => Buffer.from(file).toString('ascii'));
  expect(drafts.map((draft) => /^To: (.*)$/m.exec(draft)?.[1]?.trim()).toSorted()).toEqual([
    'ada@school.example',
    'bob@school.example',
  ]);
  for (const draft of drafts) {
    const body = Buffer.from(draft.split('\r\n\r\n')[1] ?? '', 'base64').toString('utf8');
    expect(codesIn(body)).toHaveLength(1);
  }
  await page.getByText('2 drafts saved.').waitFor();
  await expectInvited('eml', ['u-ada', 'u-bob']);
});

test('printed as a sheet of codes, which is gone when it is closed', async () => {
  await page.evaluate('self.print = () => { self.printed = true; }');
  await invite('invited', 'Print with QR codes');
  const sheet = page.getByRole('region', { name: 'Invitations to print' });
  for (const name of ['ada@school.example', 'bob@school.example', 'u-cyd'])
    await sheet.getByRole('img', { name: `Invitation of ${name} as a QR code` }).waitFor();
  await expectFine(page, 'invitations-sheet');
  await sheet.getByRole('button', { name: 'Print' }).press('Enter');
  await waitFor(() => page.evaluate('self.printed === true').then(Boolean), { message: 'it is printed' });
  await expectInvited('sheet', ['u-ada', 'u-bob', 'u-cyd']);
  await sheet.getByRole('button', { name: 'Close' }).press('Enter');
  await sheet.waitFor({ state: 'detached' });
});

test('a copied link is one that Apple takes, and no code stays in this browser', async () => {
  const [code = ''] = codesIn(await copied());
  simulator.apple.acceptInvitation(code, 'ada@home.example');
  expect(simulator.apple.dumpUsers('ps01').filter(({ status }) => status === 'Associated')).toHaveLength(1);
  const screen = createScreen(page);
  const stored = JSON.stringify([await screen.rows('users'), await screen.rows('personNotes')]);
  for (const one of codesIn(await copied())) expect(stored).not.toContain(one);
  expect(simulator.log.offences).toEqual([]);
  expect(errorsIn(chromium.consoleMessages)).toEqual([]);
});
