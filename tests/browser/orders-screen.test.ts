/** Orders: their list, one order, the log of what happened; and a plan before it is confirmed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picture, seriousViolations } from './screens-page.ts';
import { expectFine, exportCsv } from './support/holder-screens.ts';
import { errorsIn } from './support/launch-chromium.ts';
import { openOrderWorld } from './support/order-screens.ts';

let world: Awaited<ReturnType<typeof openOrderWorld>>;
const north = '2049025000431439';
const pages = { adamId: '361309726', pricingParam: 'STDQ' as const };
const keynote = { adamId: '409183694', pricingParam: 'STDQ' as const };
const book = { adamId: '1064910141', pricingParam: 'STDQ' as const };
const serials = (count: number) =>
  Array.from({ length: count }, (_, index) => `C0239Z${String(index).padStart(6, '0')}`);

beforeAll(async () => {
  world = await openOrderWorld();
});
afterAll(() => world?.close());

describe('without orders', () => {
  test.each([
    ['unlinked', 'empty', 'Link the token of a location first.'],
    ['none', 'healthy', 'An order grants licences'],
  ] as const)('says what to do first: %s', async (name, scene, text) => {
    const page = await world.open('/orders', { scene, isEmpty: true });
    await page.getByText(text).waitFor();
    await expectFine(page, `orders-${name}`);
    await page.close();
  });
});

test('every order with its state; one opens beside the list, by keyboard', async () => {
  const page = await world.open('/orders');
  const table = page.getByRole('grid', { name: 'Orders' });
  await table.getByText('Partly done').first().waitFor();
  await expectFine(page, 'orders-full');
  await table.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('complementary').getByText('388 done · 12 failed').waitFor();
  await expectFine(page, 'orders-one');
  await page.keyboard.press('Escape');
  await page.getByRole('complementary').waitFor({ state: 'detached' });
  await page.close();
});

test('the result: filtered by outcome, Apple’s number with our words, saved as CSV', async () => {
  const page = await world.open('/orders?open=order-partly');
  const pane = page.getByRole('complementary');
  await pane.getByLabel('Which items').selectOption('failed');
  await pane.getByText('12 of 400 rows').waitFor();
  await pane
    .getByText(/9709: /)
    .first()
    .waitFor();
  await expectFine(page, 'orders-result');
  const csv = await exportCsv(page, () => pane.getByRole('button', { name: 'Export' }).press('Enter'));
  const [head, first] = csv.replace('\uFEFF', '').trim().split('\r\n');
  expect(head).toBe(
    'order,location,location_uid,serial_number,client_user_id,from,adam_id,pricing_param,outcome,reason,error_number,text',
  );
  expect(first).toContain(
    `order-partly,North Campus,${north},C0239X000000,,,409183694,STDQ,failed,apple-refused,9709,`,
  );
  await page.close();
});

test('a move of which one half failed says so: a licence is in use twice', async () => {
  const page = await world.open('/orders?open=order-moved');
  const pane = page.getByRole('complementary');
  await pane.getByText('1 granted to its device, not taken back from the person', { exact: true }).waitFor();
  const row = pane.getByRole('row').filter({ hasText: 'Granted, not taken back' });
  await row.getByText('9603', { exact: true }).waitFor();
  expect(await row.count()).toBe(1);
  await expectFine(page, 'orders-move-partly');
  const csv = await exportCsv(page, () => pane.getByRole('button', { name: 'Export' }).press('Enter'));
  expect(csv).toContain('409183694,STDQ,half-done,server,9603,');
  await page.close();
});

test('the failed are tried again by a new plan', async () => {
  const page = await world.open('/orders?open=order-partly');
  await page.getByRole('button', { name: 'Try 12 again' }).press('Enter');
  await page
    .getByText(/12 already so|Grant 1 app/)
    .first()
    .waitFor();
  await expectFine(page, 'orders-retry');
  await page.close();
});

test('an undo says what it cannot bring back, then plans the opposite', async () => {
  const page = await world.open('/orders?open=order-done');
  await page.getByRole('button', { name: 'Undo …' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('An app that stays installed works for 30 more days.').waitFor();
  await expectFine(page, 'orders-undo');
  await dialog.getByRole('button', { name: 'Prepare the plan' }).press('Enter');
  await page.getByRole('heading', { name: 'Take licences back' }).waitFor();
  await page.close();
});

test('an order that waits for the passphrase leads to it', async () => {
  const page = await world.open('/orders?open=order-running', { isEmpty: true });
  await page.getByText('This order is not stored any more.').or(page.getByText('No order yet')).waitFor();
  await world.awaitWake(page);
  await world.plant(page, { scene: 'locked', isEmpty: false });
  await page.getByText('The order goes on as soon as this is mended.').waitFor();
  await expectFine(page, 'orders-locked');
  await page.getByRole('complementary').getByRole('button', { name: 'Unlock' }).press('Enter');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Passphrase' }).waitFor();
  await page.close();
});

test('a paused order offers to go on and to cancel what is not sent', async () => {
  const page = await world.open('/orders?open=order-paused');
  await page.getByRole('button', { name: 'Resume' }).waitFor();
  await page.getByRole('button', { name: 'Do not send the other 200' }).press('Enter');
  await page.getByRole('alertdialog').getByText('What was sent is followed to its end').waitFor();
  await expectFine(page, 'orders-cancel');
  await page.close();
});

describe('a new order', () => {
  test('begins with what is to be done', async () => {
    const page = await world.open('/orders/new');
    await page.getByText('What shall be done?').waitFor();
    await expectFine(page, 'plan-begin');
    await page.getByRole('button', { name: 'Grant licences' }).press('Enter');
    await page.getByLabel('Location', { exact: true }).last().selectOption(north);
    await page.getByRole('button', { name: 'Choose …' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill('keyn');
    await dialog.getByText('Keynote').waitFor();
    await expectFine(page, 'plan-assets');
    await dialog.getByRole('grid').focus();
    await page.keyboard.press(' ');
    await dialog.getByRole('button', { name: 'Take 1' }).press('Enter');
    await page.getByRole('button', { name: 'Add …' }).press('Enter');
    await dialog.getByLabel('Serial numbers').fill(serials(3).join('\n'));
    await expectFine(page, 'plan-holders');
    await dialog.getByRole('button', { name: 'Read it' }).press('Enter');
    await dialog.getByRole('button', { name: 'Add 3' }).press('Enter');
    await page.getByText(/^Grant 1 app or book to 3 devices: 3 licences in 1 request/).waitFor();
    expect(await page.getByRole('button', { name: 'Grant 3 licences' }).isEnabled()).toBe(true);
    await page.close();
  });

  test('reads like a sentence, says who goes without, and is saved as a dry run', async () => {
    const draft = {
      parts: [
        {
          uId: north,
          wish: {
            kind: 'grant' as const,
            blocks: [
              {
                assets: [pages, keynote, book],
                clientUserIds: ['u-39-1000', 'nobody'],
                serialNumbers: serials(40),
              },
            ],
          },
        },
      ],
    };
    const page = await world.open('/orders/new', { draft });
    await page.getByRole('grid', { name: 'Items of this order' }).waitFor();
    await page.getByText(/go without Pages/).waitFor();
    await expectFine(page, 'plan-full');
    const csv = await exportCsv(page, () => page.getByRole('button', { name: 'Export' }).press('Enter'));
    expect(csv).toContain('verdict');
    expect(csv).toMatch(/nobody,,361309726,STDQ,unknown-holder/);
    await page.close();
  });

  test('books for ever ask for their number', async () => {
    const draft = {
      parts: [
        {
          uId: north,
          wish: {
            kind: 'grant' as const,
            blocks: [{ assets: [book], clientUserIds: ['u-39-1035', 'u-39-1036'], serialNumbers: [] }],
          },
        },
      ],
    };
    const page = await world.open('/orders/new', { draft });
    await page.getByText('2 licences of books go to 2 people for ever.').waitFor();
    await page.getByRole('button', { name: 'Grant 2 licences' }).press('Enter');
    const dialog = page.getByRole('alertdialog');
    const confirm = dialog.getByRole('button', { name: 'Grant 2 licences' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('Type 2').fill('2');
    expect(await confirm.isEnabled()).toBe(true);
    await expectFine(page, 'plan-typed');
    await page.close();
  });

  test('several locations are several plans', async () => {
    const part = (uId: string) => ({
      uId,
      wish: {
        kind: 'take-all-back' as const,
        clientUserIds: [],
        serialNumbers: [`C02${uId.slice(-2)}X000011`],
      },
    });
    const page = await world.open('/orders/new', {
      draft: { parts: [part(north), part('2049025000431440')] },
    });
    await page.getByRole('tab', { name: 'South Campus' }).waitFor();
    await page.getByText(/^Take every licence back that can be: 1 device/).waitFor();
    await expectFine(page, 'plan-parts');
    await page.close();
  });
});

test('the log says who did what, what came from elsewhere, and whether it is as it was written', async () => {
  const page = await world.open('/orders?tab=activity');
  await page.getByText(/^Unbroken since/).waitFor();
  await page.getByText('Elsewhere').waitFor();
  await expectFine(page, 'activity-full');
  await page.getByRole('grid', { name: 'Activity' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('C0239X000001 got Pages').waitFor();
  await expectFine(page, 'activity-foreign');
  await page.close();
});

test('popup, rail and overview say that orders are under way, and lead to them', async () => {
  const page = await world.open('/overview');
  await page
    .getByRole('link', { name: /^Orders/ })
    .getByText('2 under way')
    .waitFor({ state: 'attached' });
  await page.getByRole('region', { name: 'Orders under way' }).getByText('Paused').waitFor();
  await expectFine(page, 'orders-overview');
  const popup = await world.chromium.openPopupTab();
  await popup.getByText(/^2 orders (wait|are carried out)/).waitFor();
  expect(await seriousViolations(popup)).toEqual([]);
  await picture(popup, 'orders-popup');
  const opened = world.chromium.context.waitForEvent('page');
  await popup.getByRole('button', { name: 'Look at it' }).press('Enter');
  expect((await opened).url()).toContain('#/orders');
  await (await opened).close();
  await page.close();
});

test('no screen has written an error of its own to the console', () => {
  const own = errorsIn(world.chromium.consoleMessages).filter(
    ({ source, text }) => source.includes('.html') && !text.includes('ERR_FILE_NOT_FOUND'),
  );
  expect(own).toEqual([]);
});
