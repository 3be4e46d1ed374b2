/** People over 60,000 assignments: what an admin sees and does, by keyboard alone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import errors from '../../locales/en/errors.json';
import { picture } from './screens-page.ts';
import { expectFine, exportCsv, full, openHolderWorld } from './support/holder-screens.ts';
import { errorsIn } from './support/launch-chromium.ts';

let world: Awaited<ReturnType<typeof openHolderWorld>>;
const excused = new Set<object>();
const north = '2049025000431439';

beforeAll(async () => {
  world = await openHolderWorld();
});
afterAll(() => world?.close());

describe('without rows', () => {
  test.each([
    ['unlinked', 'Link the token of a location first.'],
    ['unread', 'People appear as soon as the first sync has read them.'],
  ] as const)('says what to do first: %s', async (state, text) => {
    const page = await world.open({ ...full, lists: [], notes: [], [state]: true }, '/people');
    await page.getByText(text).waitFor();
    await expectFine(page, `people-${state}`);
    await page.close();
  });
});

test('everybody of every location, with Apple’s word beside ours', async () => {
  const page = await world.open(full, '/people');
  await page.getByText('5,022 rows').waitFor();
  const table = page.getByRole('grid', { name: 'People' });
  expect(await table.getAttribute('aria-rowcount')).toBe('5023');
  await page.getByRole('searchbox').fill('zoe');
  await page.getByText('1 of 5,022 rows').waitFor();
  const row = table.getByRole('row').nth(1);
  expect(await row.textContent()).toContain('InvitedRegistered');
  await page.getByRole('searchbox').fill('');
  await page.getByText('5,022 rows').waitFor();
  await expectFine(page, 'people-full');
  await page.getByLabel('Apple Account').selectOption('shared');
  await page.getByText(/^6 of 5,022/).waitFor();
  expect(await table.getByRole('row').nth(1).textContent()).toContain('Same as 1 other');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByLabel('State').selectOption('unlisted');
  await page.getByText(/^2 of 5,022/).waitFor();
  await page.close();
});

test('rows are there again when a search that left few of them is cleared, however far it was scrolled before', async () => {
  const page = await world.open(full, '/people');
  await page.getByText('5,022 rows').waitFor();
  const table = page.getByRole('grid', { name: 'People' });
  await table.evaluate((one) => one.scrollTo(0, 36 * 2000));
  await table.locator('[aria-rowindex="2010"]').waitFor();
  await page.getByRole('searchbox').fill('zoe');
  await page.getByText('1 of 5,022 rows').waitFor();
  await table.locator('[aria-rowindex="2"]').waitFor();
  await page.getByRole('searchbox').fill('');
  await page.getByText('1 of 5,022 rows').waitFor({ state: 'detached' });
  await table.locator('[aria-rowindex="12"]').waitFor();
  await page.close();
});

test('by keyboard: search, sort, open, note, tick, export', async () => {
  const page = await world.open(full, `/people?location=${north}`);
  await page.getByText('5,001 of 5,022 rows').waitFor();
  const table = page.getByRole('grid', { name: 'People' });

  await page.getByRole('button', { name: 'Licences', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Licences', exact: true }).press('Enter');
  expect(page.url()).toContain('sort=-licences');
  await page.getByRole('searchbox').focus();
  await page.keyboard.type('person8@');
  await page.getByText('2 of 5,022 rows').waitFor();
  await table.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  const pane = page.getByRole('complementary');
  await pane.getByRole('heading', { name: 'person8@39.school.example' }).waitFor();
  await pane.getByText('For ever').first().waitFor();
  await expectFine(page, 'people-detail');

  await pane.getByLabel('Name', { exact: true }).focus();
  await page.keyboard.type('=Ada Byte');
  await page.keyboard.press('Enter');
  await pane.getByRole('status').getByText('Saved').waitFor();
  await pane.getByRole('heading', { name: '=Ada Byte' }).waitFor();
  await page.keyboard.press('Escape');
  await pane.waitFor({ state: 'detached' });
  await page.getByRole('gridcell', { name: '=Ada Byte' }).waitFor();

  await table.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press(' ');
  await page.getByText('1 row ticked').waitFor();
  await page.getByRole('searchbox').fill('');
  await page.getByText('5,001 of 5,022 rows').waitFor();
  await page.getByText('1 row ticked').waitFor();
  await expectFine(page, 'people-ticked');
  const ticked = page.getByRole('region', { name: 'Ticked rows' });
  const csv = await exportCsv(page, () => ticked.getByRole('button', { name: 'Export' }).press('Enter'));
  const [head, line, ...rest] = csv.replace('\uFEFF', '').trim().split('\r\n');
  expect(head).toBe(
    'location,location_uid,client_user_id,email,name,notes,state,apple_status,licences,invited_at,invitations,id_hash_shared,as_of',
  );
  expect(line).toContain(`North Campus,${north},p-0000008,person8@39.school.example,'=Ada Byte,`);
  expect(rest).toEqual([]);
  await page.close();
});

test('who shares an Apple Account leads from one to the other', async () => {
  const page = await world.open(full, `/people?open=${encodeURIComponent(`${north}/p-0000001`)}`);
  const other = page.getByRole('complementary').getByRole('button', { name: 'person2@39.school.example' });
  await other.waitFor();
  await expectFine(page, 'people-account');
  await other.press('Enter');
  await page.getByRole('heading', { name: 'person2@39.school.example' }).waitFor();
  await page.close();
});

test('a saved list filters, and a list of ids is pasted, looked at and saved', async () => {
  const page = await world.open(full, '/people?list=list-staff-000');
  await page.getByText('4 of 5,022 rows').waitFor();
  await page.getByRole('button', { name: 'Lists of people' }).press('Enter');
  await page.getByRole('button', { name: 'New list' }).press('Enter');
  await page.getByLabel('Client user ids').fill('client_user_id;x\np-0000005;a\np-0000005;b\n;c');
  await page.getByRole('button', { name: 'Read it' }).press('Enter');
  await page.getByText('1 id found.').waitFor();
  expect(await page.getByText('Line 4: the column is empty.').isVisible()).toBe(true);
  await page.getByLabel('Name of the list').fill('One');
  await page.keyboard.press('Enter');
  await page.getByText('2 of 5,022 rows').waitFor();
  await page.close();
});

test.each([
  ['locked', { locked: true }, 'Tokens are locked. Look-ups still work.'],
  ['syncing', { syncing: true }, 'A sync is running: what is shown may still change.'],
  ['offline', { offline: true }, 'Apple’s licence service cannot be reached.'],
] as const)('works while %s', async (name, state, text) => {
  const page = await world.open(full, '/people');
  // Beside the open screen: the background takes up what it finds unfinished when a screen opens.
  await world.plant(page, { ...full, ...state });
  await page.getByText(text).waitFor();
  await page.getByText('5,022 rows').waitFor();
  await expectFine(page, `people-${name}`);
  await page.close();
});

test('a change of the cache is followed, ticks included', async () => {
  const page = await world.open(full, '/people');
  await page.getByText('5,022 rows').waitFor();
  const table = page.getByRole('grid', { name: 'People' });
  await table.focus();
  await page.keyboard.press(' ');
  await page.getByText('1 row ticked').waitFor();
  const other = await world.chromium.openConsole('/settings');
  await world.plant(other, { ...full, people: 2_100, keep: true });
  await page.getByText('5,122 rows').waitFor();
  expect(await page.getByText('1 row ticked').isVisible()).toBe(true);
  await other.close();
  await page.close();
});

/** Takes what is stored of North Campus away, as a damaged disk does; `window.repair()` gives it back. */
const damage = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('orchardist');
  opening.onsuccess = () => {
    const db = opening.result;
    const write = (act) => new Promise((done) => {
      const change = db.transaction('leaves', 'readwrite');
      act(change.objectStore('leaves'));
      change.oncomplete = done;
    });
    const reading = db.transaction('leaves').objectStore('leaves').getAll();
    reading.onsuccess = () => {
      const lost = reading.result.filter(({ uId }) => uId === '${north}');
      window.repair = () => write((store) => lost.forEach((one) => store.put(one))).then(() => db.close());
      write((store) => lost.forEach((one) => store.delete([one.uId, one.generation, one.leaf]))).then(resolve, reject);
    };
  };
})`;

test('names a location that cannot be read, shows the others, and reads it again', async () => {
  const page = await world.open(full, '/settings');
  await page.evaluate(damage);
  await page.evaluate(`location.hash = '/people'`);
  const notice = page.getByRole('alert');
  await notice.getByText('North Campus could not be read from this computer').waitFor();
  await page.getByText('21 rows read so far').waitFor();
  expect(await page.getByRole('button', { name: 'Export' }).count()).toBe(0);
  await expectFine(page, 'people-unread-place');
  // What the detail needs is lost too: it fails by itself, beside the list.
  await page.getByRole('grid', { name: 'People' }).focus();
  await page.keyboard.press('Enter');
  const pane = page.getByRole('complementary');
  await pane.getByRole('alert').waitFor();
  await picture(page, 'people-unread-detail');
  await page.keyboard.press('Escape');
  await pane.waitFor({ state: 'detached' });
  // React tells the console of what a boundary has caught.
  for (const told of errorsIn(world.chromium.consoleMessages)) excused.add(told);
  await page.evaluate('window.repair()');
  await notice.getByRole('button', { name: 'Read again' }).press('Enter');
  await page.getByText('5,022 rows').waitFor();
  await notice.waitFor({ state: 'detached' });
  await page.close();
});

test('a failed export is told at its place, and the screen goes on', async () => {
  const page = await world.open(full, '/settings');
  // The worker is asked to go on with an export that it never began.
  await page.evaluate(`
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      const isChunk = message.kind === 'chunk' && !window.letPass;
      return post.call(this, isChunk ? { ...message, from: 7 } : message, ...rest);
    };
    location.hash = '/people';
  `);
  await page.getByText('5,022 rows').waitFor();
  await page.getByRole('button', { name: 'Export' }).press('Enter');
  await page.getByRole('menuitem', { name: 'CSV' }).press('Enter');
  const told = page.getByRole('dialog', { name: 'The export failed' });
  await told.getByRole('button', { name: 'Close' }).press('Enter');
  await told.waitFor({ state: 'detached' });
  await page.getByRole('searchbox').fill('zoe');
  await page.getByText('1 of 5,022 rows').waitFor();
  await page.evaluate('window.letPass = true');
  const csv = await exportCsv(page, () => page.getByRole('button', { name: 'Export' }).press('Enter'));
  expect(csv.trim().split('\r\n')).toHaveLength(2);
  await page.close();
});

test('says so while it reads, and when the worker stays silent', async () => {
  const page = await world.open(full, '/settings');
  // The worker never hears what it shall do.
  await page.evaluate(() => {
    Worker.prototype.postMessage = () => {};
    location.hash = '/people';
  });
  await page.getByText('Reading what is stored …').waitFor();
  await expectFine(page, 'people-loading');
  await page.getByText(errors['no-worker.title']).waitFor();
  await expectFine(page, 'people-failed');
  await page.close();
});

test('says so when the worker cannot be started', async () => {
  const page = await world.open(full, '/settings');
  await page.evaluate(`
    const Real = Worker;
    window.Worker = function () { return new Real('/nothing.js', { type: 'module' }); };
    location.hash = '/people';
  `);
  await page.getByText(errors['no-worker.title']).waitFor();
  await page.close();
});

test('no screen has written an error of its own to the console', () => {
  const own = errorsIn(world.chromium.consoleMessages).filter(
    (told) =>
      told.source.includes('.html') && !told.text.includes('ERR_FILE_NOT_FOUND') && !excused.has(told),
  );
  expect(own).toEqual([]);
});
