import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { examples } from '../demo/examples.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { apiMdms, wishOf } from './support/api-mdms.ts';
import { createCardReader } from './support/card-reader.ts';
import { buildWithHosts } from './support/change-build.ts';
import { createScreen } from './support/extension.ts';
import type { Secret } from './support/find-secrets.ts';
import { type Chromium, launchChromium } from './support/launch-chromium.ts';
import { createSecretHunt, searchProfile, sift } from './support/secret-hunt.ts';
import { waitFor } from './support/wait-for.ts';

const passphrase = 'seven apples in a row';
const location = 'PS01 Riverside Primary';
/** The one way out, and the one way in. */
const apple = 'authorization: vpp.itunes.apple.com';
const capture = 'message: portal.capture';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

/** A browser with a profile that outlives it, watched from its first page on. */
async function setUp() {
  const simulator = await startSimulator({ seed: 'school' });
  toClose.push(() => simulator.close());
  const profileDir = mkdtempSync(join(tmpdir(), 'orchardist-secrets-'));
  toClose.push(() => rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 }));
  const chromium = await launchChromium({ net: simulator, profileDir });
  toClose.push(() => chromium.close());
  const hunt = await createSecretHunt(chromium, simulator);
  return { simulator, chromium, hunt, profileDir, ...createActs(chromium, hunt) };
}
type Hunt = Awaited<ReturnType<typeof createSecretHunt>>;

/** Every form of the school's tokens so far, the passphrase, and the codes of all that were invited. */
function secretsOf({ apple: { tokens, dumpUsers } }: Simulator): Secret[] {
  return [
    ...tokens.list().flatMap(({ text, inner }) => [
      { name: 'token', text },
      { name: 'token', text: inner },
    ]),
    { name: 'passphrase', text: passphrase, whole: true },
    ...dumpUsers('ps01').flatMap(({ inviteCode }) =>
      inviteCode === undefined ? [] : [{ name: 'invite code', text: inviteCode }],
    ),
  ];
}

/** What the simulator saw of tokens in addresses, bodies and headers where none may be. */
function leaksIn({ log }: Simulator): string[] {
  return [
    ...new Set(log.offences.map(({ kind }) => kind).filter((kind) => kind.startsWith('token-'))),
  ].sort();
}

/** What the admin does. */
function createActs(chromium: Chromium, hunt: Hunt) {
  const { screen } = hunt;
  const { settled, syncs } = createScreen(screen);
  const press = (name: string) => screen.getByRole('button', { name, exact: true }).click();

  return {
    async openPortal() {
      const portal = await chromium.page('https://school.apple.com/');
      await hunt.portal(portal);
      const card = await createCardReader(portal);
      const shows = (text: string) =>
        waitFor(async () => (await card.texts()).includes(text), { message: `the card says "${text}"` });
      return {
        portal,
        card,
        shows,
        async download() {
          await portal.bringToFront();
          await Promise.all([portal.waitForEvent('download'), portal.locator('[data-row="0"]').click()]);
          await shows(location);
        },
      };
    },
    goTo: (route: string) =>
      screen.evaluate((hash) => {
        window.location.hash = hash;
      }, route),
    press,
    /** @returns when Apple's answer to the sync stands in the cache */
    async sync() {
      const before = (await syncs())[0]?.startedAt ?? 0;
      await press('Sync now');
      const isOver = ({ state, startedAt }: { state: string; startedAt: number }) =>
        startedAt > before && (state === 'done' || state === 'failed');
      await waitFor(async () => (await syncs()).some(isOver), { message: 'the sync is over' });
    },
    settled,
  };
}

async function lookUp(popup: Page, text: string) {
  await popup.getByRole('combobox').fill(text);
  await popup.getByRole('option').first().waitFor();
}

describe('no secret in any store, log or message', () => {
  test('sealed with a passphrase, from the capture to the wipe', async () => {
    const { simulator, chromium, hunt, profileDir, ...admin } = await setUp();
    const search = () => hunt.search(secretsOf(simulator));
    expect(await search()).toEqual({});

    const { download, card, shows } = await admin.openPortal();
    await download();
    const waiting = [apple, capture, 'storage.session: candidate'];
    expect(await search()).toEqual({ token: waiting });

    const popup = await hunt.popup(await chromium.popupAfter(() => card.click('button', 'Link it')));
    await popup.getByLabel('New passphrase').fill(passphrase);
    await popup.getByLabel('The same once more').fill(passphrase);
    expect((await search()).token).toEqual(waiting);
    await popup.getByRole('button', { name: 'Link it' }).click();
    await popup.getByRole('combobox').waitFor();
    await admin.settled();
    /** The admin's own typing goes from the screen to the background, once. */
    const kept = { token: [apple, capture], passphrase: ['message: candidate.link'] };
    expect(await search()).toEqual(kept);

    const { app, serial, email } = examples(simulator);
    for (const text of [app.name, serial, email]) {
      await lookUp(popup, text);
      expect(await search()).toEqual(kept);
    }
    await popup.close();

    const [first = ''] = secretsOf(simulator)
      .filter(({ text }) => text === simulator.tokens.ps01)
      .map(({ text }) => text);
    simulator.apple.setTokenState(first, 'revoked');
    await admin.sync();
    await hunt.screen.getByText(`The token of ${location} was revoked.`).first().waitFor();
    expect(await search()).toEqual(kept);
    simulator.apple.setTokenState(first, 'valid');

    await admin.goTo('/settings');
    await admin.press('Lock now');
    await hunt.screen.getByText('Locked now.', { exact: false }).waitFor();
    expect(await search()).toEqual(kept);
    await hunt.screen.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await admin.press('Unlock');
    await hunt.screen.getByText('Unlocked now.', { exact: false }).waitFor();
    const typed = { ...kept, passphrase: ['message: candidate.link', 'message: vault.unlock'] };
    expect(await search()).toEqual(typed);

    simulator.apple.issueToken('ps01');
    await download();
    await shows('Renew');
    expect((await search()).token).toEqual(waiting);
    await card.click('button', 'Renew');
    await shows('Renewed');
    await admin.settled();
    expect(await search()).toEqual(typed);

    await hunt.screen.bringToFront();
    await admin.goTo('/tokens');
    await admin.press('Unlink');
    await admin.press(`Unlink ${location}`);
    await hunt.screen.getByText(location).first().waitFor({ state: 'detached' });
    expect(await search()).toEqual(typed);

    await admin.goTo('/settings');
    await admin.press('Wipe everything');
    await hunt.screen
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Wipe \d+ location/ })
      .click();
    await hunt.screen.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await search()).toEqual(typed);

    expect(leaksIn(simulator)).toEqual([]);
    await chromium.close();
    expect(searchProfile(profileDir, secretsOf(simulator))).toEqual({});
  });

  test('sealed, the disk holds neither token nor passphrase while the location is linked', async () => {
    const { simulator, chromium, hunt, profileDir, ...admin } = await setUp();
    const { send, rows } = createScreen(hunt.screen);
    const { download, card } = await admin.openPortal();
    await download();
    const popup = await chromium.popupAfter(() => card.click('button', 'Link it'));
    await popup.getByLabel('New passphrase').fill(passphrase);
    await popup.getByLabel('The same once more').fill(passphrase);
    await popup.getByRole('button', { name: 'Link it' }).click();
    await popup.getByRole('combobox').waitFor();
    await admin.settled();
    await send('app.wake', {});
    expect(await rows('records', 'orchardist-vault')).toHaveLength(1);

    expect(leaksIn(simulator)).toEqual([]);
    await chromium.close();
    expect(searchProfile(profileDir, secretsOf(simulator))).toEqual({});
    // The same search finds what is known to lie in clear.
    expect(searchProfile(profileDir, [{ name: 'location', text: location, whole: true }])).toEqual({
      location: ['disk: IndexedDB'],
    });
  });

  test('the key that opens the vault lies in session memory alone, and only while it is open', async () => {
    const { chromium, hunt, profileDir, simulator } = await setUp();
    const screen = createScreen(hunt.screen);
    const { candidateId } = z
      .object({ candidateId: z.string() })
      .parse(await screen.send('token.offer', { text: simulator.tokens.ps01, source: 'paste' }));
    await screen.send('candidate.link', { candidateId, keep: { mode: 'sealed', passphrase } });
    await screen.settled();
    const dataKey = z
      .object({ 'vault-key': z.string() })
      .parse(await hunt.screen.evaluate(`chrome.storage.session.get('vault-key')`))['vault-key'];
    const secrets: Secret[] = [
      { name: 'key', text: dataKey },
      { name: 'key', text: Buffer.from(dataKey, 'base64').toString('latin1'), whole: true },
    ];
    expect(await hunt.search(secrets)).toEqual({ key: ['storage.session: vault-key'] });
    await screen.send('vault.lock', {});
    expect(await hunt.search(secrets)).toEqual({});
    await screen.send('vault.unlock', { passphrase });
    expect(await hunt.search(secrets)).toEqual({ key: ['storage.session: vault-key'] });

    await chromium.close();
    expect(searchProfile(profileDir, secrets)).toEqual({});
  });

  test('the secrets of an MDM are in the vault alone, and go to their host alone', async () => {
    const simulator = await startSimulator({ seed: 'school' });
    toClose.push(() => simulator.close());
    const wanted = ['fleet', 'manageengine-cloud'];
    const mdms = apiMdms(simulator.mdm).filter(({ connector }) => wanted.includes(connector));
    const profileDir = mkdtempSync(join(tmpdir(), 'orchardist-secrets-'));
    toClose.push(() => rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 }));
    const build = buildWithHosts(mdms.flatMap(({ origins }) => origins));
    toClose.push(build.remove);
    const chromium = await launchChromium({ net: simulator, profileDir, extensionDir: build.folder });
    toClose.push(() => chromium.close());
    const hunt = await createSecretHunt(chromium, simulator);
    const screen = createScreen(hunt.screen);
    const { candidateId } = z
      .object({ candidateId: z.string() })
      .parse(await screen.send('token.offer', { text: simulator.tokens.ps01, source: 'paste' }));
    await screen.send('candidate.link', { candidateId, keep: { mode: 'sealed', passphrase } });
    await screen.settled();
    const [linked = { uId: '', orgName: '' }] = z
      .array(z.object({ uId: z.string(), orgName: z.string() }))
      .parse(await screen.rows('locations'));

    const secrets = mdms.flatMap(({ fields, secrets: names }) =>
      fields.filter(([name]) => names.includes(name)).map(([name, , text]) => ({ name, text })),
    );
    expect(secrets.map(({ name }) => name)).toEqual(['apiToken', 'clientSecret', 'refreshToken']);
    for (const one of mdms) {
      one.mdm.add({ locationName: location, orgName: linked.orgName });
      const { id } = z.object({ id: z.string() }).parse(await screen.send('mdm.save', wishOf(one)));
      await screen.send('mdm.test', { id });
      await screen.send('delivery.start', { uId: linked.uId, mdmId: id });
    }
    const states = async () =>
      z
        .array(z.object({ state: z.string() }))
        .parse(await screen.rows('deliveries'))
        .map(({ state }) => state);
    await waitFor(async () => (await states()).join() === 'done,done', { message: 'both have the token' });
    expect(await hunt.search(secrets)).toEqual({
      apiToken: ['authorization: fleet.example.org', 'message: mdm.save'],
      clientSecret: ['message: mdm.save'],
      refreshToken: ['message: mdm.save'],
    });
    await chromium.close();
    expect(searchProfile(profileDir, secrets)).toEqual({});
  });

  test('a token that was pasted leaves its field, and the report of its refusal holds nothing of it', async () => {
    const { simulator, hunt, press } = await setUp();
    const { screen } = hunt;
    const revoked = simulator.tokens['ps01/revoked'] ?? '';
    await screen.evaluate(`navigator.clipboard.writeText = async (text) => { self.copied = text; }`);
    await press('Paste its text');
    await screen.getByLabel('Paste the token').fill(revoked);
    await press('Check it');
    await press('Copy report');
    const report = z.string().parse(await screen.evaluate('self.copied'));
    expect(report).toContain('code: revoked');
    expect(sift([{ where: 'report', text: report }], secretsOf(simulator))).toEqual({});
    const offered = [apple, 'message: token.offer'];
    expect(await hunt.search(secretsOf(simulator))).toEqual({
      token: [...offered, 'storage.session: candidate'],
    });
    await press('Not now');
    await screen.getByText('A token is waiting').waitFor({ state: 'detached' });
    expect(await hunt.search(secretsOf(simulator))).toEqual({ token: offered });
  });

  test('for this session only', async () => {
    const { simulator, chromium, hunt, profileDir, ...admin } = await setUp();
    const search = () => hunt.search(secretsOf(simulator));
    const { download, card, shows } = await admin.openPortal();
    await download();
    const popup = await hunt.popup(await chromium.popupAfter(() => card.click('button', 'Link it')));
    await popup.getByRole('radio', { name: /For this browser session only/ }).check();
    await popup.getByRole('button', { name: 'Link it' }).click();
    await popup.getByRole('combobox').waitFor();
    await admin.settled();
    expect(await search()).toEqual({ token: [apple, capture, 'storage.session: secret'] });
    await createScreen(hunt.screen).send('location.unlink', { uId: '2049025000431439' });
    expect(await search()).toEqual({ token: [apple, capture] });

    simulator.apple.issueToken('ps01');
    await download();
    await card.click('button', 'Link it');
    await shows('Linked');
    await admin.settled();
    expect(await search()).toEqual({ token: [apple, capture, 'storage.session: secret'] });
    await createScreen(hunt.screen).send('app.wipe', {});
    expect(await search()).toEqual({ token: [apple, capture] });

    expect(leaksIn(simulator)).toEqual([]);
    await chromium.close();
    expect(searchProfile(profileDir, secretsOf(simulator))).toEqual({});
  });

  test('the search finds what is planted in each kind of place', async () => {
    const { simulator, chromium, hunt, profileDir } = await setUp();
    const { screen } = hunt;
    const secrets: Secret[] = secretsOf(simulator).filter(({ name }) => name === 'token');
    const text = simulator.tokens.ps01 ?? '';
    const part = text.slice(30, 58);
    const portal = await chromium.page('https://school.apple.com/');
    await hunt.portal(portal);

    await screen.evaluate(plant, part);
    await screen.evaluate(`(async () => {
      for (const area of ['local', 'session', 'sync'])
        await chrome.storage[area].set({ planted: ${JSON.stringify(part)} });
      await chrome.runtime.sendMessage({ type: 'planted', text: ${JSON.stringify(text)} }).catch(() => {});
    })()`);
    const worker = await chromium.serviceWorker();
    await worker.evaluate(`(async () => {
      console.log('worker', ${JSON.stringify(part)});
      const [tab] = (await chrome.tabs.query({})).filter(({ url }) => url?.startsWith('https://school'));
      await chrome.tabs.sendMessage(tab.id, { type: 'planted', text: ${JSON.stringify(part)} }).catch(() => {});
    })()`);
    await portal.evaluate(
      (value) =>
        fetch(`https://ws.school.apple.com/planted?x=${encodeURIComponent(value)}`).catch(() => null),
      text,
    );
    await screen.evaluate((value) => {
      document.title = value;
      window.location.hash = `/tokens?x=${encodeURIComponent(value)}`;
    }, text);

    const found = await waitFor(
      async () => {
        // Each time anew: our own background writes the icon's title after a change of the settings' store.
        await worker.evaluate(`chrome.action.setTitle({ title: ${JSON.stringify(part)} })`);
        const { token = [] } = await hunt.search(secrets);
        return token.includes('console') && token.includes('icon') && token;
      },
      { message: 'the worker’s line and the icon are found' },
    );
    const expected = [
      'DOM: /options.html',
      'address: /options.html',
      'console',
      'fields: /options.html',
      'icon',
      'indexedDB: planted/store',
      'message: planted',
      'request: ws.school.apple.com',
      'storage.local: planted',
      'storage.session: planted',
      'storage.sync: planted',
      'title: /options.html',
      'to tab: planted',
    ];
    expect(found).toEqual(expect.arrayContaining(expected));

    await chromium.close();
    const { token: onDisk } = searchProfile(profileDir, secrets);
    expect(onDisk).toEqual([
      'disk: IndexedDB',
      'disk: Local Extension Settings',
      'disk: Sync Extension Settings',
    ]);
  });

  test.each<[string, (text: string) => string]>([
    ['as it is', (text) => text],
    ['in part', (text) => `…${text.slice(11, 35)}…`],
    ['in a URL', (text) => `?q=${encodeURIComponent(text)}`],
    ['in JSON twice', (text) => JSON.stringify(JSON.stringify({ text: `"${text}"` }))],
    ['with escaped slashes', (text) => text.replaceAll('/', '\\/').replaceAll('=', '\\u003d')],
    ['URL-safe', (text) => text.replaceAll('+', '-').replaceAll('/', '_')],
    ['wrapped', (text) => text.replace(/.{20}/g, '$&\r\n')],
    ['in UTF-16', (text) => Buffer.from(text, 'utf16le').toString('latin1')],
    ['in Base64', (text) => btoa(`ab${text}`)],
  ])('the search finds a secret %s', (_, disguise) => {
    const text = Buffer.from(Uint8Array.from({ length: 90 }, (_, at) => (at * 89 + 251) % 256)).toString(
      'base64',
    );
    const secrets = [{ name: 'it', text }];
    expect(sift([{ where: 'here', text: disguise(text) }], secrets)).toEqual({ it: ['here'] });
    expect(sift([{ where: 'here', text: disguise(text.split('').reverse().join('')) }], secrets)).toEqual({});
  });
});

/** Runs in the console's page. */
async function plant(part: string): Promise<void> {
  const bytes = new TextEncoder().encode(part);
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('planted', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('store');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const writing = db.transaction('store', 'readwrite', { durability: 'strict' });
      writing.objectStore('store').put({ deep: [new Map([['bytes', bytes]])] }, 1);
      writing.oncomplete = () => {
        db.close();
        resolve();
      };
    };
  });
  const element = document.createElement('div');
  element.attachShadow({ mode: 'closed' }).innerHTML = `<p title="${part}"></p>`;
  const field = document.createElement('input');
  field.value = part;
  document.body.append(element, field);
}
