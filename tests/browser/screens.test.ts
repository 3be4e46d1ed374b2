/** The screens over a filled cache: what an admin sees, by keyboard alone, without a serious finding of axe. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleSeed, expectFine, picture, putRow, seriousViolations, showScene } from './screens-page.ts';
import type { Scene } from './screens-seed.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { startLoopbackHosts } from './support/loopback-hosts.ts';
import { waitFor } from './support/wait-for.ts';

let net: Awaited<ReturnType<typeof startLoopbackHosts>>;
let chromium: Chromium;
let seedCode: string;

const north = '2049025000431439';
const south = '2049025000431440';

beforeAll(async () => {
  const hosts = ['vpp.itunes.apple.com', 'itunes.apple.com', 'business.apple.com'];
  net = await startLoopbackHosts(hosts, ({ headers }, response) =>
    headers.host === 'business.apple.com'
      ? response.writeHead(200, { 'content-type': 'text/html' }).end('<title>A portal</title>')
      : response.writeHead(503).end(),
  );
  chromium = await launchChromium({ net });
  seedCode = await bundleSeed();
});
afterAll(async () => {
  await chromium?.close();
  await net?.close();
});

async function popupOf(scene: Scene, extra = 0): Promise<Page> {
  const page = await chromium.openPopupTab();
  await showScene(page, seedCode, scene, extra);
  await page.reload();
  return page;
}

async function consoleOf(scene: Scene, hash: string, extra = 0): Promise<Page> {
  const page = await chromium.openConsole(hash);
  await showScene(page, seedCode, scene, extra);
  await page.reload();
  return page;
}

const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

describe('the popup', () => {
  test('says at first what to do and refuses a look-alike by its kind', async () => {
    const page = await popupOf('empty');
    const field = page.getByLabel('Paste the token');
    await field.fill('-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----');
    await page.getByRole('button', { name: 'Check it' }).click();
    await page.getByText('enrolment token').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await expectFine(page, 'popup-first-run');
    await page.close();
  });

  test('asks how to keep the first token, and waits for a passphrase that is typed twice alike', async () => {
    const page = await popupOf('candidate-first');
    const link = page.getByRole('button', { name: 'Link it' });
    await link.waitFor();
    expect(await page.getByText('Example MDM').isVisible()).toBe(true);
    await page.getByLabel('New passphrase').fill('correct horse battery');
    await page.getByLabel('The same once more').fill('correct horse');
    expect(await link.isDisabled()).toBe(true);
    await page.getByLabel('The same once more').fill('correct horse battery');
    expect(await link.isEnabled()).toBe(true);
    await expectFine(page, 'popup-candidate-first');

    await link.click();
    await page.getByText('Seal it with your passphrase').waitFor();
    await picture(page, 'popup-linking');
    await page.getByRole('combobox').waitFor();
    await page.close();
  });

  test('shows after a link how far the first reading is', async () => {
    const page = await popupOf('syncing');
    const fresh = { uId: '5', locationName: 'New Campus', orgName: 'Org', fingerprint: '0', linkedAt: 1 };
    const health = { state: 'ok', since: 1, checkedAt: 1 };
    const counts = { pagesDone: 12, pagesTotal: 60, rowsDone: 12_000, startedAt: 1, updatedAt: 1 };
    const sync = { uId: '5', state: 'running', kind: 'full', phase: 'assignments', ...counts };
    const region = page.getByRole('region', { name: 'New Campus' });
    // Once more when the background, just woken, found a running sync without a token and stopped it.
    await waitFor(
      async () => {
        await putRow(page, seedCode, 'locations', { ...fresh, expiresAt: Date.now() + 1e10, health });
        await putRow(page, seedCode, 'syncs', sync);
        return region.getByText('Reading licences … 12,000 read').isVisible();
      },
      { message: 'the first reading is shown' },
    );
    expect(await region.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('20');
    expect(await region.locator('[aria-current=step]').textContent()).toContain('Read its licences');
    await expectFine(page, 'popup-first-sync');
    await page.close();
  });

  test('finds an app, a serial and a person by keyboard alone, and Escape leads back', async () => {
    const page = await popupOf('healthy');
    await page.getByRole('combobox').waitFor();
    await expectFine(page, 'popup-home');

    await page.keyboard.type('keyno');
    await page.getByRole('option', { name: /Keynote/ }).waitFor();
    await expectFine(page, 'popup-app');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'North Campus' }).waitFor();
    await page.getByText('560 holders').waitFor();
    await expectFine(page, 'popup-app-detail');
    await page.keyboard.press('Escape');
    await page.getByRole('option', { name: /Keynote/ }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');

    await page.keyboard.press('Escape');
    expect(await page.getByRole('combobox').inputValue()).toBe('');
    await page.keyboard.type('C0239X00001');
    await page.getByRole('option').nth(1).waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('option', { selected: true }).textContent()).toContain('C0239X000011');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'C0239X000011' }).waitFor();
    await expectFine(page, 'popup-serial-detail');
    await page.keyboard.press('Escape');

    await page.getByRole('combobox').fill('person0@');
    await page
      .getByRole('option', { name: /person0@school.example/ })
      .first()
      .waitFor();
    await expectFine(page, 'popup-person');
    await page.close();
  });

  test('shows an unlimited app as unlimited', async () => {
    const page = await popupOf('healthy');
    await page.getByRole('combobox').fill('Microsoft Word');
    const option = page.getByRole('option', { name: /Microsoft Word/ });
    await option.waitFor();
    expect(await option.textContent()).toContain('unlimited, 400 assigned');
    expect(await option.textContent()).not.toContain('left of');
    await page.close();
  });

  test('shows what has the text inside below what begins with it', async () => {
    const page = await popupOf('healthy');
    await page.getByRole('combobox').fill('586');
    await page.getByRole('option', { name: /C0239X000586/ }).waitFor();
    const texts = await page.getByRole('option').allTextContents();
    expect(texts).toHaveLength(3);
    expect(texts[0]).toContain('Microsoft');
    expect(texts[2]).toContain('C0239X000586');
    await page.getByRole('status').getByText('3 results').waitFor({ state: 'attached' });
    await expectFine(page, 'popup-inside');
    await page.close();
  });

  test('says that an app has no name, shows its id once, and takes a name by hand', async () => {
    const page = await popupOf('healthy', 1);
    await page.getByRole('combobox').fill('2000000000');
    const option = page.getByRole('option').first();
    await option.waitFor();
    expect((await option.textContent())?.match(/No name yet|2000000000/g)).toEqual([
      'No name yet',
      '2000000000',
    ]);
    await expectFine(page, 'popup-unnamed');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'No name yet' }).waitFor();
    expect(await page.getByText('2000000000').count()).toBe(1);
    await page.getByLabel('Name by hand').fill('Cafeteria menu');
    await expectFine(page, 'popup-naming');
    await page.getByRole('button', { name: 'Save name' }).click();
    await page.getByRole('heading', { name: 'Cafeteria menu' }).waitFor();
    await page.close();
  });

  test('says what was searched when nothing is found', async () => {
    const page = await popupOf('healthy');
    await page.getByRole('combobox').fill('nothing like this');
    await page.getByText('Nothing found for “nothing like this”.').waitFor();
    expect(await page.getByText('of 3 locations').isVisible()).toBe(true);
    await expectFine(page, 'popup-none');
    await page.close();
  });

  test.each([
    ['troubled', 'The token of South Campus was revoked. 1 more location needs you.', 'Renew'],
    ['locked', 'Tokens are locked. Look-ups still work.', 'Unlock'],
  ] as const)('puts the worst state first with its cure: %s', async (scene, text, cure) => {
    const page = await popupOf(scene);
    await page.getByText(text).waitFor();
    expect(await page.getByRole('button', { name: cure }).isVisible()).toBe(true);
    await expectFine(page, `popup-${scene}`);
    await page.getByRole('combobox').fill('Pages');
    await page.getByRole('option', { name: /Pages/ }).first().waitFor();
    await page.close();
  });

  test('offers the manual way over a tab of Apple’s portal', async () => {
    await (await popupOf('healthy')).close();
    const tab = await chromium.page('https://business.apple.com/');
    const popup = await chromium.openPopup(tab);
    const offer = popup.getByText('Token not caught? Give it by hand');
    await offer.waitFor();
    expect(await popup.evaluate(() => innerWidth)).toBe(400);
    // One line, and whoever types looks something up.
    expect((await popup.getByRole('group').boundingBox())?.height).toBeLessThanOrEqual(32);
    expect(await popup.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
    await picture(popup, 'popup-portal-line');
    await offer.click();
    await popup.getByLabel('Paste the token').waitFor();
    await picture(popup, 'popup-portal');
    expect(await seriousViolations(popup)).toEqual([]);
    await popup.close();
    await tab.close();
  });

  test('offers a waiting renewal and still searches', async () => {
    const page = await popupOf('candidate');
    await page.getByRole('button', { name: 'Renew South Campus' }).waitFor();
    await expectFine(page, 'popup-candidate');
    await page.getByRole('combobox').fill('Pages');
    await page.getByRole('option', { name: /Pages/ }).first().waitFor();
    await page.close();
  });
});

describe('the console', () => {
  test('explains without a token where to get one', async () => {
    const page = await consoleOf('empty', '');
    await page.getByRole('heading', { name: 'Link your first token' }).waitFor();
    await expectFine(page, 'console-empty');
    await page.close();
  });

  test('shows states with their cures, and a running sync as it goes', async () => {
    const page = await consoleOf('troubled', '/tokens');
    await page.getByText('This token was revoked.').waitFor();
    await expectFine(page, 'console-tokens-troubled');
    await showScene(page, seedCode, 'syncing');
    await page.getByRole('progressbar').waitFor();
    expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('20');
    await expectFine(page, 'console-tokens-syncing');
    await page.close();
  });

  test('unlinks only after a question whose safe answer has the focus', async () => {
    const page = await consoleOf('healthy', '/tokens');
    await page
      .getByRole('region', { name: 'Library' })
      .getByRole('button', { name: 'Unlink' })
      .press('Enter');
    await page.getByRole('alertdialog').waitFor();
    expect(await focusedText(page)).toBe('Cancel');
    await expectFine(page, 'console-unlink');
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await page.getByRole('heading', { name: 'Library' }).isVisible()).toBe(true);

    await page.getByRole('region', { name: 'Library' }).getByRole('button', { name: 'Unlink' }).click();
    await page.getByRole('button', { name: 'Unlink Library' }).click();
    await page.getByRole('region', { name: 'Library' }).waitFor({ state: 'detached' });
    await page.close();
  });

  test('refuses another location’s token on renewal with both names', async () => {
    const page = await consoleOf('healthy', '/tokens');
    await page.getByRole('region', { name: 'North Campus' }).getByRole('button', { name: 'Renew' }).click();
    await page.getByRole('heading', { name: 'Renew North Campus' }).waitFor();
    await page.getByRole('button', { name: 'Paste its text' }).click();
    const inner = { token: 'a'.repeat(92), expDate: '2043-12-05T16:53:11+0000', orgName: 'Org' };
    await page.getByLabel('Paste the token').fill(Buffer.from(JSON.stringify(inner)).toString('base64'));
    await page.getByRole('button', { name: 'Check it' }).click();
    const id = await page.locator('[id^=candidate-]').first().getAttribute('id');
    await putRow(page, seedCode, 'candidates', {
      id: id?.replace('candidate-', ''),
      fingerprint: '87654321',
      orgName: 'Org',
      expiresAt: Date.now() + 1e10,
      source: 'paste',
      capturedAt: Date.now(),
      proof: {
        state: 'proven',
        uId: south,
        locationName: 'South Campus',
        expiresAt: Date.now() + 1e10,
        assetCount: 3,
        renews: true,
      },
    });
    await page.getByText('This token opens South Campus, not North Campus. Nothing was changed.').waitFor();
    expect(await page.getByRole('button', { name: /^Renew South/ }).count()).toBe(0);
    await expectFine(page, 'console-wrong-location');
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.close();
  });

  test('sorts, filters and opens holders by keyboard; the view stands in the address', async () => {
    const page = await consoleOf('healthy', '/apps', 2000);
    const table = page.getByRole('treegrid', { name: 'Apps & Books' });
    await table.waitFor();
    expect(await table.getAttribute('aria-rowcount')).toBe('2016');
    await expectFine(page, 'console-apps');

    await page.getByRole('button', { name: 'Assigned' }).press('Enter');
    await page.getByRole('button', { name: 'Assigned' }).press('Enter');
    expect(new URL(page.url()).hash).toContain('sort=-assigned');
    await table.focus();
    await page.keyboard.press('End');
    await page.locator('[aria-rowindex="2016"]').waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Counts' }).focus();
    await page.keyboard.press('ArrowRight');
    const holders = page.getByRole('grid', { name: 'Holders' });
    await holders.waitFor();
    const count = Number(await holders.getAttribute('aria-rowcount')) - 1;
    expect(count).toBe(924);
    await expectFine(page, 'console-apps-holders');
    await holders.focus();
    await page.keyboard.press('End');
    await holders
      .locator(`[aria-rowindex="${count + 1}"]`)
      .getByText(/person|C02/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await holders.waitFor({ state: 'detached' });

    await page.getByRole('searchbox').fill('micro');
    await page.getByText('4 of 2,015 apps and books').waitFor();
    await page.getByLabel('Show').selectOption('unlimited');
    await page.getByText('1 of 2,015 apps and books').waitFor();
    const address = page.url();
    await page.reload();
    await page.getByText('1 of 2,015 apps and books').waitFor();
    expect(page.url()).toBe(address);
    await expectFine(page, 'console-apps-filtered');
    await page.close();
  });

  test('what is typed is on the screen at once and in the address when typing rests, or somebody leaves', async () => {
    const page = await consoleOf('healthy', '/apps', 20);
    const hash = () => new URL(page.url()).hash;
    const box = page.getByRole('searchbox');
    const length = () => page.evaluate(() => history.length);
    await page.getByText(/^35 apps/).waitFor();
    const before = await length();
    await box.pressSequentially('micro');
    await page.getByText('4 of 35 apps and books').waitFor();
    await waitFor(() => hash() === '#/apps?q=micro', { message: 'the address has the text' });

    // A link takes the focus from the box: the view that is left behind is whole.
    await box.pressSequentially('soft w');
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor();
    expect(hash()).toBe('#/people');
    await page.goBack();
    await page.getByText('1 of 35 apps and books').waitFor();
    expect(hash()).toBe('#/apps?q=microsoft+w');
    expect(await box.inputValue()).toBe('microsoft w');
    expect(await length()).toBe(before + 1);
    await page.close();
  });

  test('names a custom app by hand', async () => {
    const page = await consoleOf('healthy', `/apps?open=2000000001.STDQ.${north}`, 5);
    await page.getByLabel('Name by hand').fill('Cafeteria menu');
    await page.getByRole('button', { name: 'Save name' }).click();
    await page.getByRole('heading', { name: 'Cafeteria menu' }).waitFor();
    await expectFine(page, 'console-custom-name');
    await page.close();
  });

  test('keeps the idle time and the pace at once, and shows them after a reload', async () => {
    const page = await consoleOf('healthy', '/settings');
    const lock = page.getByLabel('Lock when idle for');
    const pace = page.getByLabel('Ask Apple at most');
    expect([await lock.inputValue(), await pace.inputValue()]).toEqual(['15', '10']);
    await lock.selectOption('never');
    await pace.selectOption('3 times a second');
    await expectFine(page, 'console-settings');
    const kept = () => page.evaluate("chrome.storage.local.get('settings')");
    await waitFor(async () => JSON.stringify(await kept()).includes('"requestsPerSecond":3'), {
      message: 'the pace is kept',
    });
    expect(await kept()).toEqual({ settings: { autoLockMinutes: 0, requestsPerSecond: 3 } });
    await page.reload();
    await lock.waitFor();
    expect([await lock.inputValue(), await pace.inputValue()]).toEqual(['0', '3']);
    await page.close();
  });

  test('shows in Settings how tokens are kept, and asks before it wipes', async () => {
    const page = await consoleOf('locked', '/settings');
    await page.getByRole('textbox', { name: 'Passphrase' }).waitFor();
    await expectFine(page, 'console-settings-locked');
    await page.getByRole('button', { name: 'Wipe everything' }).click();
    await page.getByRole('button', { name: 'Wipe 3 locations and all settings' }).click();
    await page.goto(page.url().replace('/settings', '/tokens'));
    await page.getByRole('heading', { name: 'Link your first token' }).waitFor();
    await page.close();
  });

  test('no screen has written an error to the console', () => {
    const ofScreens = errorsIn(chromium.consoleMessages).filter(({ source }) => source.includes('.html'));
    expect(ofScreens).toEqual([]);
  });
});
