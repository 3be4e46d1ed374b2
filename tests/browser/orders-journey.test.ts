/** From a file of 500 people to their licences and back, on the production build and the simulated Apple. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSimulator } from '../simulator/start-simulator.ts';
import { root } from './support/build.ts';
import { createScreen } from './support/extension.ts';
import { readHoldings } from './support/holdings.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { journeyAssets, journeySeed, journeyUId, merakiFile } from './support/order-journey.ts';
import { waitFor } from './support/wait-for.ts';

const people = 500;
/** The first status of an event is read 30 s after its request. */
const orderTime = 180_000;
const pictures = join(root, 'test-output', 'orders-journey');

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let chromium: Chromium;
let page: Page;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  simulator = await startSimulator({ seed: journeySeed() });
  chromium = await launchChromium({ net: simulator });
  page = await chromium.openConsole('/tokens');
  const screen = createScreen(page);
  await screen.link(simulator.tokens.ps01 ?? '');
  await screen.settled();
});
afterAll(async () => {
  await chromium?.close();
  await simulator?.close();
});

const go = (hash: string) =>
  page.evaluate((next) => {
    location.hash = next;
  }, hash);
const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
const active = () =>
  simulator.apple
    .dumpUsers('ps01')
    .filter(({ status }) => status === 'Registered' || status === 'Associated');
const held = () => simulator.apple.dumpAssignments('ps01');

/** Presses the one act of a plan and waits for the order's end. */
async function confirm(name: string, done: string, typed?: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).press('Enter');
  if (typed !== undefined) {
    const dialog = page.getByRole('alertdialog');
    await dialog.getByLabel(`Type ${typed}`).fill(typed);
    await dialog.getByRole('button', { name, exact: true }).press('Enter');
  }
  await page.getByRole('complementary').getByText(done).first().waitFor({ timeout: orderTime });
  await page.getByRole('complementary').getByText('Done', { exact: true }).first().waitFor();
}

/** Ticks everybody who is not retired and begins an order with them. */
async function orderForAll(entry: string): Promise<void> {
  await go('/people?state=active');
  await page
    .getByText(`${people} of`)
    .or(page.getByText(`${people} rows`))
    .first()
    .waitFor();
  await page.getByRole('grid', { name: 'People' }).focus();
  await page.keyboard.press('Control+a');
  await page.getByText(`${people} rows ticked`).waitFor();
  await page.getByRole('button', { name: 'Order', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: entry }).press('Enter');
}

async function chooseAssets(count: number): Promise<void> {
  await page.getByRole('button', { name: 'Choose …' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const table = dialog.getByRole('grid');
  await table.getByText('Keynote').waitFor();
  await table.focus();
  // By name: the three apps come before "The book of stars".
  for (let at = 0; at < count; at++) {
    if (at > 0) await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
  }
  await dialog.getByRole('button', { name: `Take ${count}` }).press('Enter');
}

test(
  '500 people of a Meraki file are created',
  async () => {
    await go(`/people/import?location=${journeyUId}`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(merakiFile(people)),
    });
    await page.getByText('VPP users of Meraki').waitFor();
    await page.getByText('500 people can be created.').waitFor();
    await picture('import');
    await page.getByRole('button', { name: 'Plan for 500 people' }).press('Enter');
    await page.getByText(/^Create 500 people in 5 requests/).waitFor();
    await picture('create-plan');
    await confirm('Create 500 people', '500 done');
    await picture('created');
    expect(active()).toHaveLength(people);
  },
  orderTime * 2,
);

test(
  'the address of one of them is changed',
  async () => {
    const [person] = active();
    await go(`/people?open=${journeyUId}/${encodeURIComponent(person?.clientUserId ?? '')}`);
    const form = page.getByRole('form', { name: 'E-mail address at Apple' });
    const act = form.getByRole('button', { name: 'Plan the change …' });
    await form.getByRole('textbox').fill('not an address');
    expect(await act.isDisabled()).toBe(true);
    await form.getByRole('textbox').fill('moved@school.example');
    await picture('address');
    await act.press('Enter');
    await page.getByText(/^Change 1 person in 1 request/).waitFor();
    await confirm('Change 1 person', '1 done');
    expect(active().filter(({ email }) => email === 'moved@school.example')).toMatchObject([
      { clientUserId: person?.clientUserId },
    ]);
    expect(active()).toHaveLength(people);
  },
  orderTime,
);

test(
  'they are invited by mail merge, accept, and the desk says so',
  async () => {
    await go(`/people/invitations?location=${journeyUId}`);
    const table = page.getByRole('grid', { name: 'Invitations' });
    await page.getByText('New: 500').first().waitFor({ state: 'attached' });
    await table.focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'Invite 500' }).press('Enter');
    const saving = page.waitForEvent('download', { timeout: 60_000 });
    await page.getByRole('menuitem', { name: 'Save for mail merge (CSV)' }).press('Enter');
    const parts: Buffer[] = [];
    for await (const part of await (await saving).createReadStream()) parts.push(Buffer.from(part));
    const lines = Buffer.concat(parts).toString('utf8').trim().split('\r\n').slice(1);
    expect(lines).toHaveLength(people);
    await page.getByText('Invited: 500').first().waitFor({ state: 'attached' });
    await picture('invited');
    for (const line of lines) {
      const code = new URL(/https:[^,"]+/.exec(line)?.[0] ?? '').searchParams.get('inviteCode') ?? '';
      simulator.apple.acceptInvitation(code, `${/^[^,@]+/.exec(line)?.[0]}@home.example`);
    }
    const screen = createScreen(page);
    await screen.send('location.sync', { uId: journeyUId, full: true });
    await page
      .getByText('Accepted since last time: 500')
      .first()
      .waitFor({ state: 'attached', timeout: 60_000 });
    await picture('accepted');
    // The code was asked for, and stays nowhere.
    const stored = JSON.stringify([await screen.rows('users'), await screen.rows('personNotes')]);
    expect(stored).not.toContain('inviteCode');
  },
  orderTime,
);

test(
  'three apps and a book for everybody: what is for ever asks for its number',
  async () => {
    await orderForAll('Grant licences …');
    await chooseAssets(4);
    await page.getByText(/^Grant 4 apps and books to 500 people: 2,000 licences/).waitFor();
    await page.getByText('500 licences of books go to 500 people for ever.').waitFor();
    await picture('grant-plan');
    await confirm('Grant 2,000 licences', '2,000 done', '500');
    await picture('granted');
    expect(held()).toHaveLength(people * 4);
    expect(held().filter((line) => line.startsWith(journeyAssets[3] ?? 'none'))).toHaveLength(people);
  },
  orderTime * 2,
);

test(
  'the apps are taken back, the book stays',
  async () => {
    await orderForAll('Take licences back …');
    await chooseAssets(3);
    await page.getByText(/^Take 3 apps and books back from 500 people: 1,500 licences/).waitFor();
    await confirm('Take 1,500 licences back', '1,500 done');
    await picture('taken-back');
    expect(held()).toHaveLength(people);
  },
  orderTime * 2,
);

test(
  'everybody is retired, and the undo brings them back as new',
  async () => {
    await orderForAll('Retire …');
    await page.getByText('500 licences of books stay lost with 500 people.').waitFor();
    await picture('retire-plan');
    await confirm('Retire 500 people', '500 done');
    expect(active()).toHaveLength(0);
    await page.getByRole('button', { name: 'Undo …' }).press('Enter');
    await page.getByRole('dialog').getByText('500 people come back as new', { exact: false }).waitFor();
    await picture('undo');
    await page.getByRole('dialog').getByRole('button', { name: 'Prepare the plan' }).press('Enter');
    await page.getByText(/^Create 500 people in 5 requests/).waitFor();
    await confirm('Create 500 people', '500 done');
    await picture('undone');
    expect(active()).toHaveLength(people);
  },
  orderTime * 3,
);

describe('licences of people who have a device each', () => {
  const app = journeyAssets[1] ?? '';
  const movers = [1, 2, 3].map((n) => ({ clientUserId: `mover-${n}`, serialNumber: `C02MOVE0000${n}` }));
  const list = movers.map(({ clientUserId, serialNumber }) => `${serialNumber},${clientUserId}`);
  const onPeople = movers.map(({ clientUserId }) => `${app} STDQ user ${clientUserId}`);
  const onDevices = movers.map(({ serialNumber }) => `${app} STDQ serial ${serialNumber}`);
  const ofMovers = () =>
    held()
      .filter((line) => /mover|C02MOVE/.test(line))
      .sort();
  const pane = () => page.getByRole('complementary');

  beforeAll(async () => {
    const { apple } = simulator;
    for (const { clientUserId } of movers) {
      apple.createUser('ps01', { clientUserId, email: `${clientUserId}@school.example` });
      apple.assign('ps01', app, 'STDQ', { clientUserId });
    }
    // One device has it already.
    apple.assign('ps01', app, 'STDQ', { serialNumber: movers[2]?.serialNumber ?? '' });
    const screen = createScreen(page);
    await screen.send('location.sync', { uId: journeyUId, full: true });
    await screen.settled();
  });

  async function startMove(): Promise<void> {
    await go(`/orders/move?location=${journeyUId}`);
    await chooseAssets(1);
    await page.getByRole('button', { name: 'Paste instead' }).press('Enter');
    await page
      .getByLabel('Rows, with their heading')
      .fill(['serial_number,client_user_id', ...list].join('\n'));
    await page.getByRole('button', { name: 'Read it' }).press('Enter');
    await page.getByRole('button', { name: 'Plan for 3 licences' }).press('Enter');
    await page.getByText(/^Move 3 licences to 3 devices/).waitFor();
    for (const { clientUserId } of movers) await page.getByText(clientUserId).first().waitFor();
    await picture('move-plan');
    await page.getByRole('button', { name: 'Move 3 licences', exact: true }).press('Enter');
    await pane().getByText('Running', { exact: true }).waitFor();
  }

  async function undo(note: string, act: string): Promise<void> {
    const orderAt = page.url();
    // The order before it may still be shown, which can be undone as well.
    await pane()
      .getByRole('heading', { name: /^Move 3 licences/ })
      .waitFor();
    await pane().getByRole('button', { name: 'Undo …' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(note, { exact: false }).waitFor();
    await picture('move-undo');
    await dialog.getByRole('button', { name: 'Prepare the plan' }).press('Enter');
    await confirm(act, `${/\d+/.exec(act)?.[0]} done`);
    await go(new URL(orderAt).hash.slice(1));
  }

  test(
    'move to the devices, paused and resumed on the way, and come back by two undos, people first',
    async () => {
      await startMove();
      await pane().getByRole('button', { name: 'Pause' }).press('Enter');
      await pane().getByText('Paused', { exact: true }).waitFor();
      await picture('move-paused');
      await pane().getByRole('button', { name: 'Resume' }).press('Enter');
      await pane().getByText('3 done').first().waitFor({ timeout: orderTime });
      await pane().getByText('Moved').first().waitFor();
      await picture('moved');
      expect(ofMovers()).toEqual(onDevices);
      await undo('2 devices keep it until their people have it again', 'Grant 3 licences');
      expect(ofMovers()).toEqual([...onDevices, ...onPeople]);
      await undo('An app that stays installed', 'Take 2 licences back');
      // The third device had it before.
      expect(ofMovers()).toEqual([...onDevices.slice(2), ...onPeople]);
    },
    orderTime * 3,
  );

  test(
    'stay with the people when the move is called off before it takes them back, and the undo frees the devices',
    async () => {
      await startMove();
      await pane().getByRole('button', { name: 'Do not send the other 1' }).press('Enter');
      const dialog = page.getByRole('alertdialog');
      await dialog.getByRole('button', { name: 'Do not send the other 1' }).press('Enter');
      await pane().getByText('Cancelled', { exact: true }).first().waitFor({ timeout: orderTime });
      await pane().getByText('2 granted to devices, not taken back from the people').waitFor();
      await picture('move-cancelled');
      expect(ofMovers()).toEqual([...onDevices, ...onPeople]);
      await undo('An app that stays installed', 'Take 2 licences back');
      expect(ofMovers()).toEqual([...onDevices.slice(2), ...onPeople]);
    },
    orderTime * 2,
  );
});

test('at the end the cache is what Apple has, and Apple had nothing to complain of', async () => {
  const screen = createScreen(page);
  await screen.send('location.sync', { uId: journeyUId, full: true });
  await screen.settled();
  await waitFor(
    async () =>
      JSON.stringify(await readHoldings(screen, journeyUId)) === JSON.stringify([...new Set(held())].sort()),
    { message: 'the cache holds what the simulator holds' },
  );
  expect(simulator.log.offences).toEqual([]);
  expect(errorsIn(chromium.consoleMessages)).toEqual([]);
});

const forms: readonly [name: string, text: string | Buffer, recognised: string, count: number][] = [
  [
    'Jamf Pro, users',
    'Username,Full Name,Email Address,Phone Number,Position\nada,Ada Byte,ada1@school.example,,Teacher',
    'Users of Jamf Pro',
    1,
  ],
  [
    'Jamf Pro, inventory preload',
    'Serial Number,Device Type,Username,Full Name,Email Address\nC02AAAA00001,Computer,ada,Ada Byte,ada2@school.example',
    'Inventory preload of Jamf Pro',
    1,
  ],
  [
    'Apple School Manager, students',
    'person_id,person_number,first_name,middle_name,last_name,grade_level,email_address,sis_username,password_policy,location_id\ns1,1,Ada,,Byte,3,ada3@school.example,ada,4,PS01',
    'Students of Apple School Manager',
    1,
  ],
  [
    'Apple School Manager, staff',
    'person_id,person_number,first_name,middle_name,last_name,email_address,sis_username,location_id\nt1,1,Ada,,Byte,ada4@school.example,ada,PS01',
    'Staff of Apple School Manager',
    1,
  ],
  [
    'Apple School Manager, rosters',
    'roster_id,class_id,student_id\nr1,c1,s9',
    'Rosters of Apple School Manager',
    1,
  ],
  [
    'Jamf School, placeholders',
    'SerialNumber,Identification,AssetTag,AssignToUser\nC02AAAA00001,iPad 1,7,ada-9',
    'Placeholders of Jamf School',
    1,
  ],
  [
    'JSS scripts',
    'username,full-name,email,apple-id,grad-year,position,serial-number\nada,Ada Byte,ada5@school.example,,2030,Student,C02AAAA00001',
    'Users of a JSS script',
    1,
  ],
  [
    'a table of one’s own, semicolons, Windows-1252',
    Buffer.from('Nachname;Vorname;E-Mail-Adresse\nM\u00fcller;Zo\u00eb;ada6@school.example', 'latin1'),
    'A table of its own kind',
    1,
  ],
  [
    'tabs, UTF-16 with its mark',
    Buffer.from('\ufeffName\tE-Mail\nAda\tada7@school.example', 'utf16le'),
    'A table of its own kind',
    1,
  ],
  [
    'our own export, with byte order mark and quotes',
    '\ufeffclient_user_id,email,name,notes\r\nada-8,ada8@school.example,"Byte, Ada",\r\n',
    'A file of Orchardist',
    1,
  ],
];

describe('every other form of a file, up to the shown plan', () => {
  test.each(forms)('%s', async (_, text, recognised, count) => {
    await go(`/people/import?location=${journeyUId}`);
    const another = page.getByRole('button', { name: 'Another file' });
    if (await another.isVisible()) await another.press('Enter');
    await page.locator('input[type=file]').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(text),
    });
    await page.getByText(recognised).waitFor();
    await page.getByRole('button', { name: `Plan for ${count} person` }).press('Enter');
    await page.getByText(new RegExp(`^Create ${count} person in 1 request`)).waitFor();
    await page.getByRole('button', { name: 'Discard' }).press('Enter');
  });
});
