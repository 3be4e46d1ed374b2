import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { urlOfZoo, zooHost } from '../simulator/mdm/zoo/create-zoo.ts';
import { frameHost, type ZooPage } from '../simulator/mdm/zoo/pages.ts';
import { createScreen } from './support/extension.ts';
import { type Firefox, launchFirefox } from './support/launch-firefox.ts';
import { waitFor } from './support/wait-for.ts';
import { expectedFields, startZoo, takenIn, zooConsole } from './support/zoo-world.ts';

const saved = 'zoo-console';

let world: Awaited<ReturnType<typeof startZoo>>;
let firefox: Firefox;
let screen: ReturnType<typeof createScreen<Page>>;
let uId: string;
let page: Page | undefined;

/** WebDriver can press neither the toolbar's button nor a shortcut: the page is reached by a permission for its host. */
beforeAll(async () => {
  world = await startZoo();
  firefox = await launchFirefox({ net: world.simulator });
  screen = createScreen(await firefox.openConsole('/tokens'));
  uId = await screen.link(world.token);
  await screen.send('mdm.save', zooConsole);
  await allow([`https://${zooHost}/*`]);
});
afterAll(async () => {
  await firefox?.close();
  await world?.simulator.close();
});
afterEach(async () => {
  await page?.close();
  page = undefined;
});

/** By a real click on a button of an own page, as the screens ask. */
async function allow(origins: string[]): Promise<void> {
  await screen.page.evaluate(`(() => {
    const button = document.createElement('button');
    button.id = 'allow-zoo';
    button.textContent = 'Allow';
    button.style = 'position:fixed;inset:0 auto auto 0;z-index:99999';
    button.onclick = () => browser.permissions.request(${JSON.stringify({ origins })}).then(() => button.remove());
    document.body.append(button);
  })()`);
  await screen.page.bringToFront();
  await (await screen.page.$('#allow-zoo'))?.click();
  const isAllowed = () =>
    screen.page.evaluate(`browser.permissions.contains(${JSON.stringify({ origins })})`);
  await waitFor(isAllowed, { message: 'the hosts are allowed' });
}

async function placeOn(name: ZooPage): Promise<Page> {
  page = await firefox.page(urlOfZoo(name));
  await page.bringToFront();
  await screen.send('page.place', { uId });
  return page;
}

/** What the page has, once it has something. */
const expectTaken = (where: Parameters<typeof takenIn>[0]) =>
  waitFor(async () => (await takenIn(where).catch(() => [])).length > 0 && takenIn(where), {
    message: 'the page has the token',
    timeout: 30_000,
  });
/** The card's shadow root is closed to the page; Firefox opens it to the extension. */
const textOf = (where: Page) =>
  screen.page.evaluate(`browser.tabs.query({ url: ${JSON.stringify(where.url())} })
    .then(([tab]) => browser.scripting.executeScript({
      target: { tabId: tab.id },
      func: () => document.documentElement.lastElementChild?.openOrClosedShadowRoot?.textContent ?? '',
    }))
    .then(([{ result }]) => result)`);
const says = (where: Page, text: string) =>
  waitFor(async () => String(await textOf(where)).includes(text), { message: `the card says "${text}"` });
const waiting = 'No field for a content token here yet';
const filled = (field: string) => [
  { field, name: expect.stringMatching(/^(sToken_for_[\w-]+\.vpptoken)?$/), text: world.token },
];

test.each(Object.entries(expectedFields))('%s', async (name, field) => {
  const opened = await placeOn(name as ZooPage);
  expect(await expectTaken(opened)).toEqual(filled(field));
});

test('after a click, which the admin makes', async () => {
  const opened = await placeOn('after-click');
  await says(opened, waiting);
  expect(await takenIn(opened)).toEqual([]);
  await opened.click('#renew');
  expect(await expectTaken(opened)).toEqual(filled('late'));
});

test('in a frame of the same origin', async () => {
  const opened = await placeOn('same-frame');
  const frame = await waitFor(() => opened.frames()[1], { message: 'the frame is there' });
  expect(await expectTaken(frame)).toEqual(filled('token'));
});

test('a page without a field is left as it is, and that is said', async () => {
  const opened = await placeOn('none');
  await says(opened, waiting);
  expect(await takenIn(opened)).toEqual([]);
});

test('a field that only says "Token" is asked for before anything goes in', async () => {
  const opened = await placeOn('bare');
  await says(opened, 'Which field is meant?');
  expect(await takenIn(opened)).toEqual([]);
});

test('the token of automated enrolment is another one: its field is no choice', async () => {
  const opened = await placeOn('server-token');
  await says(opened, waiting);
  expect(await takenIn(opened)).toEqual([]);
});

test('two equal fields: nothing goes in before the admin chooses', async () => {
  const opened = await placeOn('two');
  await says(opened, 'Which field is meant?');
  expect(await takenIn(opened)).toEqual([]);
  await opened.keyboard.down('Shift');
  await opened.keyboard.press('Tab');
  await opened.keyboard.press('Tab');
  await opened.keyboard.up('Shift');
  await opened.keyboard.press('Enter');
  expect(await expectTaken(opened)).toEqual(filled('two'));
});

test('a form in a modal dialog, outside of which all is inert: the card lies in it and can be reached', async () => {
  const opened = await placeOn('dialog');
  const isOnTop = () =>
    opened.evaluate(() => {
      const host = document.querySelector('dialog')?.lastElementChild;
      if (host?.localName !== 'div') return false;
      const { left, top, width, height } = host.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) === host;
    });
  await waitFor(isOnTop, { message: 'the card asks, in the dialog' });
  expect(await takenIn(opened)).toEqual([]);
  const tab = async () => {
    await opened.keyboard.press('Tab');
    return opened.evaluate(
      () => document.activeElement === document.querySelector('dialog')?.lastElementChild,
    );
  };
  await waitFor(tab, { message: 'Tab leads to its first choice' });
  await opened.keyboard.press('Enter');
  expect(await expectTaken(opened)).toEqual(filled('one'));
});

test('a frame from elsewhere is out of reach without a permission for it, and holds up nothing', async () => {
  const opened = await placeOn('cross-frame');
  await says(opened, waiting);
  const frame = await waitFor(() => opened.frames()[1], { message: 'the frame is there' });
  expect(await takenIn(frame)).toEqual([]);
});

test('a saved console: one message opens its page and fills the form, in a frame of another allowed host', async () => {
  await screen.page.evaluate(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('orchardist');
    opening.onsuccess = () => {
      const writing = opening.result.transaction('mdms', 'readwrite');
      writing.objectStore('mdms').put(${JSON.stringify({
        id: saved,
        way: { by: 'page', preset: 'other' },
        name: 'Head Office',
        settings: { address: urlOfZoo('cross-frame'), frames: `https://${frameHost}/*` },
        createdAt: 1,
      })});
      writing.oncomplete = () => { opening.result.close(); resolve(null); };
      writing.onerror = () => reject(writing.error);
    };
  })`);
  await allow([`https://${frameHost}/*`]);
  await screen.send('page.place', { uId, mdmId: saved });
  const isIt = async (one: Page) => one.url() === urlOfZoo('cross-frame');
  page = await waitFor(
    async () => {
      for (const one of await firefox.browser.pages()) if (await isIt(one)) return one;
      return undefined;
    },
    { message: 'the console opens' },
  );
  const opened = page;
  const frame = await waitFor(() => opened.frames()[1], { message: 'the frame is there' });
  expect(await expectTaken(frame)).toEqual(filled('token'));
  const deliveries = await waitFor(
    async () => {
      // The other pages of this host are noted for the console that is saved for it.
      const rows = (await screen.rows('deliveries')).filter((row) =>
        JSON.stringify(row).includes(`"${saved}"`),
      );
      return rows.length > 0 && rows;
    },
    { message: 'it is noted' },
  );
  expect(deliveries).toMatchObject([{ uId, mdmId: saved, state: 'handed' }]);
  expect(JSON.stringify(deliveries)).not.toContain(world.token);
});

test('no form was sent and no other host saw the token', () => {
  expect(world.zoo.saves).toEqual([]);
  expect(world.simulator.log.offences).toEqual([]);
});
