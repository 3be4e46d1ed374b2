import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../../lib/bus/contract.ts';
import type { HostHandler } from '../simulator/host-handler.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { expectBuild } from './support/build.ts';
import { createCardReader } from './support/card-reader.ts';
import { createScreen } from './support/extension.ts';
import { openExtensionWorld } from './support/extension-world.ts';
import { type Chromium, launchChromium } from './support/launch-chromium.ts';
import { waitFor, within } from './support/wait-for.ts';

const ps01 = '2049025000431439';
const ps02 = '2049025000431440';
/** What the background admits a minute, over all tabs. */
const mostCaptures = 10;
const Candidates = z.array(
  z.object({ id: z.string(), proof: z.object({ state: z.string(), uId: z.string().optional() }) }),
);

let simulator: Simulator;
let chromium: Chromium;
let screen: ReturnType<typeof createScreen>;

const stranger = 'evil.example';
const blankPage: HostHandler = (_, response) =>
  void response
    .writeHead(200, { 'content-type': 'text/html' })
    .end('<!doctype html><title>Free licences</title>');

beforeEach(async () => {
  simulator = await startSimulator({ seed: 'school', extraHosts: { [stranger]: blankPage } });
  chromium = await launchChromium({ net: simulator });
  screen = createScreen(await chromium.openConsole('/tokens'));
});
afterEach(async () => {
  await chromium?.close();
  await simulator?.close();
});

const candidates = async () => Candidates.parse(await screen.rows('candidates'));
const sessionKeys = async () =>
  z.array(z.string()).parse(await screen.page.evaluate('chrome.storage.session.get(null).then(Object.keys)'));
const proofs = () => simulator.log.find({ host: 'vpp.itunes.apple.com', path: /\/client\/config$/ });

async function visit(kind: string, host = 'business.apple.com'): Promise<Page> {
  const page = await chromium.page(`https://${host}/hostile/${kind}`);
  await page.locator('html[data-done="yes"]').waitFor();
  return page;
}

/** Waits until no proof is under way or was refused: what Apple does not know is gone. */
async function judged(): Promise<void> {
  await waitFor(async () => (await candidates()).every(({ proof }) => proof.state === 'proven'), {
    timeout: 30_000,
    message: 'every candidate that is left is proven',
  });
}

/** Nothing is stored, and what waits is at most the school's real token, which the page may hand in like any other. */
async function expectNothingStored(): Promise<void> {
  expect(await screen.rows('header', 'orchardist-vault')).toEqual([]);
  expect(await screen.rows('records', 'orchardist-vault')).toEqual([]);
  expect(await screen.rows('locations')).toEqual([]);
  const left = await candidates();
  expect(left.map(({ proof }) => proof.uId).filter((uId) => uId !== ps01)).toEqual([]);
  const texts = (await sessionKeys()).filter((key) => key.startsWith('candidate:'));
  expect(texts.sort()).toEqual(left.map(({ id }) => `candidate:${id}`).sort());
}

async function expectPopupAnswers(): Promise<void> {
  const popup = await chromium.openPopupTab();
  await popup.locator('h1, h2, [role="combobox"]').first().waitFor();
  const answer = createScreen(popup).send('app.wake', {});
  expect(await within(answer, 1_000, 'the background answers the popup')).toEqual({});
}

/** The icon counts what waits, and nothing that a page made up. */
async function expectBadge(text: string): Promise<void> {
  const worker = await chromium.serviceWorker();
  await waitFor(async () => (await worker.evaluate('chrome.action.getBadgeText({})')) === text, {
    message: `the badge says "${text}"`,
  });
}

async function download(portal: Page): Promise<string> {
  await Promise.all([portal.waitForEvent('download'), portal.locator('[data-row="0"]').click()]);
  const found = await waitFor(
    async () => (await candidates()).find(({ proof }) => proof.state === 'proven'),
    {
      message: 'the capture is proven',
    },
  );
  return found.id;
}

describe('a hostile page before the real background', () => {
  test.each(['forged', 'big', 'overrides'])('%s: stores nothing', async (kind) => {
    const page = await visit(kind);
    // Its own card question is answered after all that was said before.
    await openExtensionWorld(page, chromium.extensionId).then((world) => world.send('portal.card', {}));
    await judged();
    await expectNothingStored();
    expect(new Set(proofs().map((entry) => entry.authorization)).size).toBeLessThanOrEqual(1);
    const count = (await candidates()).length;
    await expectBadge(count === 0 ? '' : String(count));
    await expectPopupAnswers();
  });

  test('flood: from three tabs at once no more than the limit reaches Apple, and nothing of it is left', async () => {
    const [page] = await Promise.all([visit('flood'), visit('flood', 'school.apple.com'), visit('flood')]);
    // Offers are taken in turn, so that this one is answered after those that the pages have sent.
    const world = await openExtensionWorld(page, chromium.extensionId);
    await waitFor(() => proofs().length >= mostCaptures, { message: 'the flood reaches its limit' });
    expect(await world.send('portal.capture', { text: simulator.tokens.ps01 })).toMatchObject({
      ok: false,
      error: { code: 'too-many-captures' },
    });
    await judged();
    await expectNothingStored();
    expect(proofs()).toHaveLength(mostCaptures);
    expect(await candidates()).toEqual([]);
    expect(simulator.log.offences).toEqual([]);
    await expectBadge('');
    await expectPopupAnswers();

    // The admin's own way is open while the page's is shut.
    expect(await screen.link(simulator.tokens.ps01 ?? '')).toBe(ps01);
  });

  test('a flood leaves no memory behind that grows with it', async () => {
    await visit('flood');
    await waitFor(() => proofs().length >= mostCaptures, { message: 'the flood reaches its limit' });
    await judged();
    const keys = await sessionKeys();
    expect(keys.filter((key) => key.startsWith('candidate:'))).toEqual([]);
    const paces = keys.filter((key) => key.startsWith('governor:')).sort();
    expect(paces).toEqual(['governor:proofs', 'governor:service/config']);
    expect(keys).toContain('captures');
    expect(keys.length).toBeLessThan(mostCaptures / 2);
  });
});

describe('a content script in foreign hands', () => {
  const forScreens = Object.entries(contract).flatMap(([name, { from }]) =>
    from.some((one: string) => one === 'portal') ? [] : [name],
  );

  test('is refused every command of a screen', async () => {
    await screen.link(simulator.tokens.ps02 ?? '');
    const world = await openExtensionWorld(
      await chromium.page('https://school.apple.com/'),
      chromium.extensionId,
    );
    expect(forScreens).toEqual(
      expect.arrayContaining(['vault.unlock', 'app.wipe', 'location.unlink', 'token.offer']),
    );
    const inputs = {
      'app.wipe': {},
      'location.unlink': { uId: ps02 },
      'token.offer': { text: simulator.tokens.ps01, source: 'paste' },
      'vault.unlock': { passphrase: 'seven apples in a row' },
    };
    for (const name of forScreens) {
      const input = new Map<string, unknown>(Object.entries(inputs)).get(name) ?? {};
      expect(await world.send(name, input), name).toMatchObject({
        ok: false,
        error: { code: 'forbidden-sender' },
      });
    }
    expect(await screen.rows('locations')).toHaveLength(1);
    expect(await candidates()).toEqual([]);
  });

  test('reads neither the session memory nor the stores of the extension', async () => {
    const world = await openExtensionWorld(
      await chromium.page('https://school.apple.com/'),
      chromium.extensionId,
    );
    await screen.link(simulator.tokens.ps01 ?? '');
    const read = (expression: string) =>
      world.evaluate(
        `(async () => { try { return await (${expression}); } catch (error) { return 'refused'; } })()`,
      );
    expect(await read('chrome.storage.session.get(null)')).toBe('refused');
    expect(await read('indexedDB.databases().then((all) => all.map(({ name }) => name))')).toEqual([]);
  });

  test('acts on what was caught in its own tab alone', async () => {
    await screen.link(simulator.tokens.ps02 ?? '');
    const [mine, other] = [
      await chromium.page('https://school.apple.com/'),
      await chromium.page('https://school.apple.com/'),
    ];
    await mine.bringToFront();
    const candidateId = await download(mine);
    const world = await openExtensionWorld(other, chromium.extensionId);
    expect(await world.send('portal.card', {})).toEqual({ ok: true, value: {} });
    for (const bus of ['portal.link', 'portal.dismiss']) {
      expect(await world.send(bus, { candidateId }), bus).toMatchObject({
        ok: false,
        error: { code: 'candidate-gone' },
      });
    }
    expect(await candidates()).toMatchObject([{ id: candidateId }]);
    expect(await screen.rows('locations')).toMatchObject([{ uId: ps02 }]);

    const own = await openExtensionWorld(mine, chromium.extensionId);
    expect(await own.send('portal.card', {})).toMatchObject({
      value: { card: { candidateId, state: 'ready' } },
    });
  });
});

test('clicks and keys that the page makes up do nothing on the card', async () => {
  await screen.link(simulator.tokens.ps02 ?? '');
  const portal = await chromium.page('https://school.apple.com/');
  const card = await createCardReader(portal);
  const candidateId = await download(portal);
  const box = await card.boxOf('button', 'Link it');
  const heard = await portal.evaluate(({ left, top }) => {
    const host = document.elementFromPoint(left + 5, top + 5);
    if (!(host instanceof HTMLElement)) return 'nothing there';
    const at = { bubbles: true, composed: true, cancelable: true, clientX: left + 5, clientY: top + 5 };
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
      host.dispatchEvent(new MouseEvent(type, at));
    host.click();
    host.focus();
    for (const key of ['Enter', ' ', 'Escape'])
      for (const type of ['keydown', 'keyup']) host.dispatchEvent(new KeyboardEvent(type, { key, ...at }));
    return String(host.shadowRoot);
  }, box);
  expect(heard).toBe('null');
  expect(await card.has('button', 'Link it')).toBe(true);
  expect(await candidates()).toMatchObject([{ id: candidateId }]);
  expect(await screen.rows('locations')).toHaveLength(1);

  await card.click('button', 'Link it');
  await waitFor(async () => (await screen.rows('locations')).length === 2, { message: 'a real click links' });
});

test('a page reaches nothing of the extension by its address or by a message', async () => {
  const manifest: unknown = JSON.parse(readFileSync(join(expectBuild('chromium'), 'manifest.json'), 'utf8'));
  expect(manifest).not.toHaveProperty('web_accessible_resources');
  expect(manifest).not.toHaveProperty('externally_connectable');
  const portal = await chromium.page('https://school.apple.com/');
  const reached = await portal.evaluate(async (id) => {
    const fetched = await fetch(`chrome-extension://${id}/popup.html`).then(
      () => 'fetched',
      () => 'refused',
    );
    return { fetched, runtime: typeof Reflect.get(Reflect.get(globalThis, 'chrome') ?? {}, 'runtime') };
  }, chromium.extensionId);
  expect(reached).toEqual({ fetched: 'refused', runtime: 'undefined' });
});

test('a page of another origin has no way in: no runtime, no frame, no window on our pages', async () => {
  const page = await chromium.page(`https://${stranger}/`);
  expect(
    await page.evaluate(() => typeof Reflect.get(Reflect.get(globalThis, 'chrome') ?? {}, 'runtime')),
  ).toBe('undefined');
  const opened = await page.evaluate(async (id) => {
    const loads = ['popup.html', 'options.html'].map((name) => {
      const frame = document.createElement('iframe');
      frame.src = `chrome-extension://${id}/${name}`;
      document.body.append(frame);
      return new Promise((resolve) => frame.addEventListener('load', resolve));
    });
    await Promise.all(loads);
    const popup = window.open(`chrome-extension://${id}/options.html`);
    return popup?.location.href ?? 'nothing';
  }, chromium.extensionId);
  expect(opened).not.toContain('options.html');
  const own = `chrome-extension://${chromium.extensionId}/`;
  const framed = chromium.context
    .pages()
    .flatMap((one) => one.frames().filter((frame) => frame.parentFrame()));
  expect(framed).toHaveLength(2);
  expect(framed.filter((frame) => frame.url().startsWith(own))).toEqual([]);
  expect(chromium.context.pages().filter((one) => one.url().startsWith(own))).toEqual([screen.page]);
});
