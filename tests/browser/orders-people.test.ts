/** People from a file, the invitations desk, the comparison with a list and the guided move. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectFine, exportCsv } from './support/holder-screens.ts';
import { errorsIn } from './support/launch-chromium.ts';
import { openOrderWorld } from './support/order-screens.ts';

let world: Awaited<ReturnType<typeof openOrderWorld>>;
const north = '2049025000431439';

beforeAll(async () => {
  world = await openOrderWorld();
});
afterAll(() => world?.close());

const meraki = [
  'Email,Name,Notes',
  'ada@school.example,Ada Byte,Room 7',
  'person1@school.example,Somebody known,',
  'not-an-address,Nobody,',
  'ada@school.example,Ada again,',
].join('\n');

describe('people from a file', () => {
  test('without a location says what to do first', async () => {
    const page = await world.open('/people/import', { scene: 'empty' });
    await page.getByText('Link the token of a location first.').waitFor();
    await expectFine(page, 'import-unlinked');
    await page.close();
  });

  test('by keyboard: pasted, recognised, checked line by line, saved, planned', async () => {
    const page = await world.open(`/people/import?location=${north}`);
    await page.getByRole('button', { name: 'Paste instead' }).press('Enter');
    await expectFine(page, 'import-source');
    await page.getByLabel('Rows, with their heading').fill(meraki);
    await page.getByRole('button', { name: 'Read it' }).press('Enter');
    await page.getByText('VPP users of Meraki').waitFor();
    await page.getByText('1 person can be created. 3 rows are left out.').waitFor();
    await expectFine(page, 'import-checked');
    await page.getByRole('tab', { name: 'Left out (3)' }).click();
    await page.getByText('The same address as in line 2.').waitFor();
    await page.getByText('The address belongs to u-39-1001 in this location.').waitFor();
    await page.getByText('Not an e-mail address.').waitFor();
    await expectFine(page, 'import-refused');
    const csv = await exportCsv(page, () => page.getByRole('button', { name: 'Export' }).press('Enter'));
    expect(csv).toContain('4,not-an-address,bad-email');
    await page.getByRole('button', { name: 'Plan for 1 person' }).press('Enter');
    await page.getByText(/^Create 1 person in 1 request/).waitFor();
    await page.getByText('ada@school.example').waitFor();
    await expectFine(page, 'import-plan');
    await page.close();
  });

  test('an address as id is warned about, with its lines', async () => {
    const page = await world.open(`/people/import?location=${north}`);
    await page.getByRole('button', { name: 'Paste instead' }).press('Enter');
    await page
      .getByLabel('Rows, with their heading')
      .fill('client_user_id,email\nada@school.example,ada@school.example');
    await page.getByRole('button', { name: 'Read it' }).press('Enter');
    await page.getByText('1 id is an e-mail address: those get used again by others').waitFor();
    await expectFine(page, 'import-address-as-id');
    await page.close();
  });

  test('a managed domain needs no invitation', async () => {
    const page = await world.open(`/people/import?location=${north}`);
    await page.getByRole('button', { name: 'Paste instead' }).press('Enter');
    await page.getByLabel('Rows, with their heading').fill(meraki);
    await page.getByRole('button', { name: 'Read it' }).press('Enter');
    await page.getByRole('button', { name: /managed domain/i }).press('Enter');
    await page.getByRole('menuitemcheckbox', { name: /school\.example/ }).press('Enter');
    await page.keyboard.press('Escape');
    await page.getByText('1 of them is associated at once, without an invitation.').waitFor();
    await page.close();
  });
});

test('the export of People, dropped into the import, makes nobody new', async () => {
  const page = await world.open(`/people?location=${north}`);
  await page.getByRole('grid', { name: 'People' }).getByText('person0@school.example').waitFor();
  const csv = await exportCsv(page, () => page.getByRole('button', { name: 'Export' }).press('Enter'));
  const rows = csv.trim().split('\r\n').length - 1;
  expect(rows).toBeGreaterThan(10);
  await page.goto(page.url().replace(/#.*/, `#/people/import?location=${north}`));
  await page.locator('input[type=file]').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csv),
  });
  await page.getByText('A file of Orchardist').waitFor();
  await page.getByRole('tab', { name: `Left out (${rows})` }).waitFor();
  expect(await page.getByRole('button', { name: /^Plan for/ }).isEnabled()).toBe(false);
  await page.close();
});

describe('invitations', () => {
  test('where people were never read nobody is called nobody', async () => {
    const page = await world.open(`/people/invitations?location=${north}`);
    await page.getByRole('grid', { name: 'Invitations' }).waitFor();
    await page.evaluate(`new Promise((resolve, reject) => {
      const opening = indexedDB.open('orchardist');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const change = opening.result.transaction('userSets', 'readwrite');
        change.objectStore('userSets').clear();
        change.oncomplete = () => {
          opening.result.close();
          resolve();
        };
      };
    })`);
    await page.reload();
    await page.getByText('Not read from Apple yet').waitFor();
    await expectFine(page, 'invitations-unread');
    await page.close();
  });

  test('who is new, and what an invitation says', async () => {
    const page = await world.open(`/people/invitations?location=${north}`);
    const table = page.getByRole('grid', { name: 'Invitations' });
    await table.getByText('person0@school.example').waitFor();
    await table.focus();
    await page.keyboard.press(' ');
    await page.getByText('1 person ticked').waitFor();
    await expectFine(page, 'invitations-new');
    await page.getByRole('button', { name: 'Invite 1' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Print with QR codes' }).waitFor();
    await expectFine(page, 'invitations-ways');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Text of the invitation' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Your organisation’s name').fill('Example School');
    await dialog.getByLabel('Text', { exact: true }).fill('Hello {nme}');
    await dialog.getByText('The text needs {link}: it is the invitation. {nme} is not known.').waitFor();
    await expectFine(page, 'invitations-letter');
    await dialog.getByLabel('Language of those invited').selectOption('de');
    expect(await dialog.getByLabel('Text', { exact: true }).inputValue()).toContain('{link}');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.close();
  });

  test('a failure to read the links is told', async () => {
    const page = await world.open(`/people/invitations?location=${north}`);
    const table = page.getByRole('grid', { name: 'Invitations' });
    await table.getByText('person0@school.example').waitFor();
    await table.focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'Invite 14' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Copy the links' }).press('Enter');
    await page.getByRole('alert').waitFor();
    await expectFine(page, 'invitations-failed');
    await page.close();
  });
});

test('a list of devices: licences on those that are not in it, and the plan that takes them back', async () => {
  const page = await world.open(`/orders/reconcile?location=${north}`);
  await page.getByRole('button', { name: 'Paste instead' }).press('Enter');
  await page
    .getByLabel('Rows, with their heading')
    .fill('Serial Number\nC0239X000010\nC0239X000011\nC0239X000011');
  await page.getByRole('button', { name: 'Read it' }).press('Enter');
  await page.getByText(/licences on .* not in the list/).waitFor();
  await page.getByText('1 stands in the list more than once').waitFor();
  await expectFine(page, 'reconcile-devices');
  await page.getByRole('button', { name: 'Plan to take back' }).first().press('Enter');
  await page.getByText(/^Take \d+ .* back from/).waitFor();
  await page.close();
});

test('a list of people by user names of their own: known by address, or named as unknown, and no plan of all', async () => {
  const heading = 'Username,Full Name,Email Address';
  const known = Array.from({ length: 4 }, (_, at) => `user${at},Person ${at},person${at}@school.example`);
  const compare = async (rows: readonly string[]) => {
    const page = await world.open(`/orders/reconcile?location=${north}`);
    await page.getByRole('button', { name: 'Paste instead' }).press('Enter');
    await page.getByLabel('Rows, with their heading').fill([heading, ...rows].join('\n'));
    await page.getByRole('button', { name: 'Read it' }).press('Enter');
    await page.getByRole('region', { name: 'What was found' }).waitFor();
    return page;
  };
  const page = await compare([
    ...known,
    ...known.slice(0, 1),
    'new,New,new@school.example',
    '"odd"x,Odd,odd',
  ]);
  await page.getByText('The list names 5 people.').waitFor();
  await page.getByText('Line 7: “new · new@school.example”').waitFor();
  await page.getByText('1 row could not be read.', { exact: false }).waitFor();
  await page.getByText('person0@school.example').last().waitFor();
  await page.getByText(/licences of .* not in the list/).waitFor();
  await expectFine(page, 'reconcile-people');
  await page.close();
  const strange = await compare(['a,A,a@elsewhere.example', 'b,B,b@elsewhere.example']);
  await strange.getByText('The list does not tell who is missing in North Campus').waitFor();
  expect(await strange.getByRole('button', { name: 'Plan to take back' }).count()).toBe(0);
  await expectFine(strange, 'reconcile-strange');
  await strange.close();
});

test('from user to device licences: pairs, apps, plan', async () => {
  const page = await world.open(`/orders/move?location=${north}`);
  expect(await page.getByRole('button', { name: 'Plan the move' }).isDisabled()).toBe(true);
  await expectFine(page, 'move-begin');
  await page.getByRole('button', { name: 'Choose …' }).press('Enter');
  await page.getByRole('dialog').getByRole('searchbox').fill('keyn');
  await page.getByRole('dialog').getByRole('grid').focus();
  await page.keyboard.press(' ');
  await page.getByRole('dialog').getByRole('button', { name: 'Take 1' }).press('Enter');
  await page.getByRole('button', { name: 'Paste instead' }).press('Enter');
  await page
    .getByLabel('Rows, with their heading')
    .fill(
      'Serial Number,Device Type,Username,Full Name,Email Address\nC0239M000001,,a.byte,,person0@school.example\nC0239M000002,,b.bit,,person1@school.example',
    );
  await page.getByRole('button', { name: 'Read it' }).press('Enter');
  await page.getByText('2 rows with a device and its person were read.').waitFor();
  await expectFine(page, 'move-pairs');
  await page.getByRole('button', { name: 'Plan for 2 licences' }).press('Enter');
  await page.getByText(/^Move 2 licences to 2 devices/).waitFor();
  await expectFine(page, 'move-plan');
  await page.close();
});

test('ticks in Apps, People and Devices begin an order', async () => {
  const page = await world.open(`/apps?location=${north}`);
  const apps = page.getByRole('treegrid');
  await apps.getByText('Keynote').waitFor();
  await apps.focus();
  await page.keyboard.press(' ');
  await page.getByRole('button', { name: 'Order', exact: true }).press('Enter');
  await expectFine(page, 'entry-apps');
  await page.getByRole('menuitem', { name: 'Grant licences …' }).press('Enter');
  await page.getByRole('heading', { name: 'Grant licences' }).waitFor();
  await page.goto(page.url().replace(/#.*/, `#/devices?location=${north}`));
  const devices = page.getByRole('grid', { name: 'Devices' });
  await devices.getByText('C0239X000010').waitFor();
  await devices.focus();
  await page.keyboard.press(' ');
  await page.getByRole('button', { name: 'Order', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: 'Take everything back …' }).press('Enter');
  await page.getByText(/^Take every licence back that can be: 1 device/).waitFor();
  await page.close();
});

test('no screen has written an error of its own to the console', () => {
  const own = errorsIn(world.chromium.consoleMessages).filter(
    ({ source, text }) => source.includes('.html') && !text.includes('ERR_FILE_NOT_FOUND'),
  );
  expect(own).toEqual([]);
});
