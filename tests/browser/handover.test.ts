import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { urlOfZoo, zooHost } from '../simulator/mdm/zoo/create-zoo.ts';
import { frameHost, type ZooPage } from '../simulator/mdm/zoo/pages.ts';
import { root } from './support/build.ts';
import { createCardReader } from './support/card-reader.ts';
import { createScreen } from './support/extension.ts';
import { type Chromium, errorsIn, launchChromium } from './support/launch-chromium.ts';
import { createSecretHunt } from './support/secret-hunt.ts';
import { waitFor } from './support/wait-for.ts';
import { expectedFields, startZoo, takenIn, zooConsole } from './support/zoo-world.ts';

const pictures = join(root, 'test-output', 'handover');
const placed = 'The content token is placed';
const waiting = 'No field for a content token here yet';

let world: Awaited<ReturnType<typeof startZoo>>;
let chromium: Chromium;
let hunt: Awaited<ReturnType<typeof createSecretHunt>>;
let uId: string;
let page: Page;
let card: Awaited<ReturnType<typeof createCardReader>>;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  world = await startZoo();
  chromium = await launchChromium({ net: world.simulator });
  hunt = await createSecretHunt(chromium, world.simulator);
  const screen = createScreen(hunt.screen);
  uId = await screen.link(world.token);
  await screen.send('mdm.save', zooConsole);
});
afterAll(async () => {
  await chromium?.close();
  await world?.simulator.close();
});
afterEach(() => page.close());

async function open(name: ZooPage, host = zooHost): Promise<void> {
  page = await chromium.page(urlOfZoo(name, host));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  card = await createCardReader(page);
}

/** As from the popup that the admin opened over the page. */
async function place(wish: { uId?: string } = { uId }): Promise<void> {
  const popup = await hunt.popup(await chromium.openPopup(page));
  try {
    await createScreen(popup).send('page.place', wish);
  } finally {
    await popup.close();
    // Or the next one is taken for this one.
    await waitFor(
      () =>
        hunt.screen.evaluate(
          `chrome.runtime.getContexts({ contextTypes: ['POPUP'] }).then((all) => all.length === 0)`,
        ),
      { message: 'the popup is gone' },
    );
  }
}

async function placeOn(name: ZooPage): Promise<void> {
  await open(name);
  await place();
}

const says = (text: string) =>
  waitFor(async () => (await card.texts()).includes(text), {
    message: `the card says "${text}"`,
    timeout: 30_000,
  });

const filled = (field: string) => [
  { field, name: expect.stringMatching(/^(sToken_for_[\w-]+\.vpptoken)?$/), text: world.token },
];

describe('every form of the zoo', () => {
  test.each(Object.entries(expectedFields))('%s', async (name, field) => {
    await placeOn(name as ZooPage);
    await says(placed);
    await waitFor(async () => (await takenIn(page)).length > 0, { message: 'the page has it' });
    expect(await takenIn(page)).toEqual(filled(field));
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  });

  test('after a click, which the admin makes', async () => {
    await placeOn('after-click');
    await says(waiting);
    expect(await takenIn(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, 'waiting.png') });
    await page.click('#renew');
    await says(placed);
    expect(await takenIn(page)).toEqual(filled('late'));
  });

  test('in a frame of the same origin', async () => {
    await placeOn('same-frame');
    await says(placed);
    const frame = page.frames()[1];
    if (!frame) throw new Error('No frame');
    expect(await takenIn(frame)).toEqual(filled('token'));
  });
});

test('React knows of it, as if it had been chosen or typed', async () => {
  for (const [name, known] of [
    ['react', { file: expect.stringMatching(/^sToken_for_/), canSave: true }],
    ['react-text', { text: world.token, canSave: true }],
  ] as const) {
    await placeOn(name);
    await says(placed);
    expect(await page.evaluate('window.reactState')).toMatchObject(known);
    await page.close();
  }
});

test('two equal fields: the admin chooses, by the keyboard alone', async () => {
  await placeOn('two');
  await says('Which field is meant?');
  expect(await takenIn(page)).toEqual([]);
  await page.screenshot({ path: join(pictures, 'asking.png') });
  // The card stands at the end of the page: the last stops but one.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.screenshot({ path: join(pictures, 'pointing.png') });
  await page.keyboard.press('Enter');
  await says(placed);
  expect(await takenIn(page)).toEqual(filled('two'));
});

test('a file field that is called a token of whatever kind: the admin is asked', async () => {
  await placeOn('bare');
  await says('Which field is meant?');
  expect(await takenIn(page)).toEqual([]);
  await card.click('button', 'File: Token');
  await says(placed);
  expect(await takenIn(page)).toEqual(filled('token'));
});

test('the form of the server token of automated enrolment is left as it is', async () => {
  await placeOn('server-token');
  await says(waiting);
  expect(await takenIn(page)).toEqual([]);
});

test('a form in a modal dialog, outside of which all is inert: the card and its mark lie on top', async () => {
  await placeOn('dialog');
  const { left, top, right, bottom } = await card.boxOf('button', 'File: VPP token of the second account');
  await page.mouse.move((left + right) / 2, (top + bottom) / 2);
  const isMarked = () =>
    page.evaluate(() => document.documentElement.lastElementChild?.matches('div:popover-open'));
  await waitFor(isMarked, { message: 'the field is framed on the top layer' });
  await page.screenshot({ path: join(pictures, 'dialog.png') });
  await card.click('button', 'File: VPP token of the second account');
  await says(placed);
  expect(await takenIn(page)).toEqual(filled('two'));
});

test('the card speaks Arabic, in the dark, on a narrow page', async () => {
  const setLanguage = (language: string) =>
    hunt.screen.evaluate(`chrome.storage.local.set({ settings: { language: '${language}' } })`);
  await setLanguage('ar');
  try {
    await waitFor(
      () =>
        hunt.screen.evaluate(
          `chrome.storage.local.get('language').then(({ language }) => language === 'ar')`,
        ),
      { message: 'the language is chosen' },
    );
    await open('two', frameHost);
    await page.setViewportSize({ width: 480, height: 800 });
    await place();
    // After the popup, whose own connection would take it back.
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await says('هل هذه وحدة تحكم MDM لديك؟');
    await page.screenshot({ path: join(pictures, 'asking-arabic-dark.png') });
    await card.click('button', 'إلغاء');
  } finally {
    await setLanguage('en');
  }
});

test('a host that is not known: one clear field is asked for first, and once it got the token never again', async () => {
  await open('plain', frameHost);
  await place();
  await says('Is this the console of your MDM?');
  expect((await card.texts()).join()).toContain(frameHost);
  expect(await takenIn(page)).toEqual([]);
  await page.screenshot({ path: join(pictures, 'strange.png') });
  await card.click('button', 'File: Service token');
  await says(placed);
  expect(await takenIn(page)).toEqual(filled('token'));
  await page.close();
  await open('plain', frameHost);
  await place();
  await says(placed);
});

test('two equal fields: the admin wants none of them', async () => {
  await placeOn('two');
  await card.click('button', 'Cancel');
  await waitFor(async () => !(await card.has('button', 'Cancel')), { message: 'the card goes' });
  expect(await takenIn(page)).toEqual([]);
});

test('a page without a field is left as it is, and that is said', async () => {
  await open('none');
  const before = await page.content();
  await place();
  await says(waiting);
  await card.click('button', 'Cancel');
  await waitFor(async () => !(await card.has('button', 'Cancel')), { message: 'the card goes' });
  expect(await takenIn(page)).toEqual([]);
  expect(await page.content()).toBe(before);
});

test('a frame from elsewhere is out of reach without a permission for it', async () => {
  await placeOn('cross-frame');
  await says(waiting);
  const frame = page.frames()[1];
  if (!frame) throw new Error('No frame');
  expect(await takenIn(frame)).toEqual([]);
});

test('the form is sent by the admin’s own Save alone, with a clean file name', async () => {
  const before = world.zoo.saves.length;
  await placeOn('plain');
  await says(placed);
  expect(world.zoo.saves).toHaveLength(before);
  await Promise.all([page.waitForURL('**/saved'), page.click('text=Save')]);
  await waitFor(() => world.zoo.saves.length === before + 1, { message: 'the form is sent' });
  const sent = world.zoo.saves.at(-1) ?? '';
  expect(sent).toContain(world.token);
  expect(sent).toMatch(/filename="sToken_for_[A-Za-z0-9_-]+\.vpptoken"/);
});

test('the console that was used before needs no location named', async () => {
  await open('plain');
  await place({});
  await says(placed);
  expect(await takenIn(page)).toEqual(filled('token'));
});

test('a token that went from memory before the field came is said to be gone, and the page is left alone', async () => {
  await placeOn('after-click');
  await says(waiting);
  await hunt.screen.evaluate(`chrome.storage.session.get().then((all) => {
    const names = Object.keys(all).filter((name) => name.startsWith('secret:'));
    self.taken = Object.fromEntries(names.map((name) => [name, all[name]]));
    return chrome.storage.session.remove(names);
  })`);
  try {
    await page.click('#renew');
    await says('The content token could not be opened');
    expect((await card.texts()).join()).toContain('The token is no longer in memory. Download it again');
    expect(await takenIn(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, 'missing.png') });
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 480, height: 400 });
    await page.screenshot({ path: join(pictures, 'missing-480-dark.png') });
  } finally {
    await hunt.screen.evaluate('chrome.storage.session.set(self.taken)');
  }
});

test('Apple’s portals and our own pages are refused', async () => {
  page = await chromium.page('https://business.apple.com/');
  await expect(place()).rejects.toThrow('page-refused');
  await page.close();
  page = await chromium.openConsole('/tokens');
  await expect(place()).rejects.toThrow('page-refused');
});

test('the token went to the page alone: no message, no store, no other host has it', async () => {
  await placeOn('plain');
  await says(placed);
  expect(await page.content()).not.toContain(world.token);
  const finds = await hunt.search([{ name: 'token', text: world.token }]);
  // The test itself linked it by a message of a screen.
  const elsewhere = finds.token?.filter((where) => where !== 'message: token.offer');
  expect(elsewhere).toEqual(['authorization: vpp.itunes.apple.com', 'storage.session: secret']);
  expect(world.simulator.log.offences).toEqual([]);
  expect(world.simulator.log.entries.some(({ host }) => host === zooHost)).toBe(true);
  expect(errorsIn(chromium.consoleMessages)).toEqual([]);
});
