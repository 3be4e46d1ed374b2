/** The token doctor: each state is produced on the simulated Apple or by the browser, and shown with its cure. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { wordsForFailure } from '../../components/ui/failure-words.ts';
import type { TokenState } from '../../lib/cache/rows.ts';
import { appleHost } from '../../lib/platform/permission-table.ts';
import common from '../../locales/en/common.json';
import mdmWords from '../../locales/en/mdm.json';
import overviewWords from '../../locales/en/overview.json';
import tokensWords from '../../locales/en/tokens.json';
import { createTranslator } from '../../locales/translate.ts';
import { expectFine, picture, seriousViolations } from './screens-page.ts';
import { openWorld, passphrase, type World } from './support/bad-input-world.ts';
import { overflowsOn } from './support/foreign-texts.ts';
import { waitFor } from './support/wait-for.ts';

const tc = createTranslator(common, 'en');
const t = createTranslator(tokensWords, 'en');
const to = createTranslator(overviewWords, 'en');
const name = 'PS01 Riverside Primary';
const Health = z.array(
  z.object({ uId: z.string(), health: z.object({ state: z.string(), errorNumber: z.number().optional() }) }),
);

let world: World;
let panel: Locator;
/** The text of the linked token. */
let token: string;
beforeAll(async () => {
  world = await openWorld();
  panel = world.page.getByRole('region', { name, exact: true });
  // The seed's own token ends soon.
  token = world.apple.issueToken(world.key);
  await world.link(await world.offer(token), { expectUId: world.uId });
  await world.screen.settled();
});
afterAll(() => world?.close());

const go = (route: string) =>
  world.page.evaluate((hash) => {
    location.hash = hash;
  }, `#${route}`);

async function healthOf(uId: string) {
  return Health.parse(await world.screen.rows('locations')).find((row) => row.uId === uId)?.health;
}

/** Asks for a sync and waits until the state stands in the cache. */
async function syncInto(state: TokenState): Promise<void> {
  await world.screen.send('location.sync', { uId: world.uId, full: true });
  await waitFor(async () => (await healthOf(world.uId))?.state === state, {
    timeout: 30_000,
    message: `the state is ${state}`,
  });
}

/** A whole reading that begins now: one under way may have asked before something changed. */
async function readAgain(): Promise<void> {
  const { screen, uId } = world;
  await screen.settled();
  const since = (await screen.syncs()).find((row) => row.uId === uId)?.startedAt ?? 0;
  await screen.send('location.sync', { uId });
  await waitFor(
    async () => {
      const row = (await screen.syncs()).find((one) => one.uId === uId);
      return row !== undefined && row.startedAt > since && row.state === 'done';
    },
    { message: 'the location was read again' },
  );
}

/** An MDM would refuse the token: it is not offered to one. */
const ofNoUse: ReadonlySet<TokenState> = new Set([
  'expired',
  'revoked',
  'invalid',
  'not-allowed',
  'legacy-token',
  'token-missing',
]);

/** Title, cure and how it is known stand in the panel, and the Overview leads to it. */
async function expectTold(state: Exclude<TokenState, 'ok'>, more: readonly string[]): Promise<void> {
  const { title, cure } = wordsForFailure({ code: state });
  const alert = panel.getByRole('alert').filter({ hasText: title });
  await alert.waitFor();
  const text = (await alert.textContent()) ?? '';
  expect(text).toContain(state === 'revoked' ? t('doctor.revoked.cure') : cure);
  for (const one of more) expect(await panel.textContent()).toContain(one);
  await panel.getByText(tc(`state.${state}`), { exact: true }).waitFor();
  const offers = panel.getByRole('button', { name: mdmWords['send.choose'] });
  expect(await offers.count(), 'offered to an MDM').toBe(ofNoUse.has(state) ? 0 : 1);
  await expectReadable(`doctor-${state}`);
}

/** In both themes, at 480 px and at 200 % zoom; seen from the panel on, which the notices above push down. */
async function expectReadable(picturesOf: string): Promise<void> {
  const { page } = world;
  await expectFine(page, picturesOf);
  for (const [name, size] of [
    ['480', { width: 480, height: 800 }],
    ['zoomed', { width: 640, height: 400 }],
  ] as const) {
    await page.setViewportSize(size);
    await panel.evaluate((element) => element.scrollIntoView());
    await picture(page, `${picturesOf}-${name}`);
    expect(await overflowsOn(page), `${picturesOf}, ${name}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** All faults gone: the location is read again. */
async function recover(): Promise<void> {
  world.apple.faults.clear();
  world.apple.setTokenState(token, 'valid');
  await world.screen.send('vault.unlock', { passphrase });
  await world.endPause();
  await syncInto('ok');
  await world.screen.settled(20_000);
  await panel.getByRole('alert').first().waitFor({ state: 'detached' });
}

const always = { path: /mdm\/v2\//, count: Number.POSITIVE_INFINITY };
const fault = (effect: Parameters<World['apple']['faults']['add']>[1]) => () =>
  void world.apple.faults.add(always, effect);
const number = (value: number) => t('number', { number: `${value}` });
const school = t('portal.school');

describe('each state of a token has its own text and cure', () => {
  test('a valid one is calm: facts, where it is known from, what happened', async () => {
    await go('/tokens');
    await panel.waitFor();
    expect(await panel.getByRole('alert').count()).toBe(0);
    for (const text of [t('fact.state.apple'), world.uId, 'Apple School Manager']) {
      await panel.getByText(text).first().waitFor();
    }
    await panel.getByText(/^Linked\. The token ends on/).waitFor();
    await expectReadable('doctor-ok');
  });

  test.each([
    [
      'expired',
      () => world.apple.setTokenState(token, 'expired'),
      [number(9621), school, t('fact.state.apple')],
    ],
    [
      'revoked',
      () => world.apple.setTokenState(token, 'revoked'),
      [number(9625), school, t('reason.on-purpose'), t('reason.password'), t('reason.newer')],
    ],
    ['invalid', fault({ kind: 'error', errorNumber: 9622 }), [number(9622), school, t('reason.changed')]],
    [
      'unauthorized',
      fault({ kind: 'body', status: 401, contentType: 'application/json', body: '{}' }),
      [school, tc('act.sync'), t('reason.passing')],
    ],
    ['not-allowed', fault({ kind: 'error', errorNumber: 9637 }), [number(9637), t('reason.role')]],
    ['legacy-token', () => world.apple.setTokenState(token, 'legacy'), [number(9647), school]],
    ['throttled', fault({ kind: 'error', errorNumber: 9646, retryAfter: { seconds: 300 } }), [number(9646)]],
    [
      'maintenance',
      fault({ kind: 'error', errorNumber: 9729, retryAfter: { seconds: 300 } }),
      [number(9729)],
    ],
    ['server', fault({ kind: 'error', errorNumber: 9603, retryAfter: { seconds: 300 } }), [number(9603)]],
    ['offline', fault({ kind: 'drop' }), [t('fact.state.here')]],
    ['vault-locked', () => world.screen.send('vault.lock', {}), [t('fact.state.here'), tc('act.unlock')]],
  ] as const)('%s', async (state, produce, more) => {
    await produce();
    await syncInto(state);
    await go('/tokens');
    await expectTold(state, more);
    await recover();
  });

  test('missing-permission', async () => {
    const extensions = await world.chromium.page('chrome://extensions');
    await world.page.bringToFront();
    const call = (text: string) => extensions.evaluate(`chrome.developerPrivate.${text}`);
    await call(
      `updateExtensionConfiguration({ extensionId: '${world.chromium.extensionId}', hostAccess: 'ON_CLICK' })`,
    );
    await expectTold('missing-permission', [tc('act.allow'), t('fact.state.here')]);
    await call(`addHostPermission('${world.chromium.extensionId}', '${appleHost}')`);
    await panel.getByRole('alert').first().waitFor({ state: 'detached' });
    await extensions.close();
  });
});

test('a web page instead of an answer is told in the doctor, on the overview and in the popup', async () => {
  const { page, screen, uId } = world;
  fault({ kind: 'html', status: 200 })();
  await screen.send('location.sync', { uId, full: true });
  await go('/tokens');
  await page.getByText(tc('notice.not-json')).waitFor();
  await expectReadable('doctor-not-json');
  await go('/overview');
  await page.getByText(to('need.not-json', { location: name, count: 1 })).waitFor();
  await expectFine(page, 'not-json-overview');
  const popup = await world.chromium.openPopupTab();
  await popup.getByText(tc('notice.not-json')).waitFor();
  await picture(popup, 'not-json-popup');
  await popup.close();
  await go('/tokens');
  await recover();
});

describe('the holder', () => {
  const own = { id: 'own-mdm', name: 'Own MDM', metadata: 'x' };
  const other = { id: 'other-mdm', name: 'Other MDM', metadata: 'x' };

  test('alarms when it changes, until the admin says that it is theirs', async () => {
    world.apple.setMdmInfo(world.key, own);
    await readAgain();
    await panel.getByText(t('holder.changed', { to: own.name })).waitFor();
    await expectReadable('doctor-holder-changed');
    await go('/overview');
    await world.page.getByText(to('need.holder', { location: name, to: own.name })).waitFor();
    await world.page.getByRole('link', { name: to('cure.look') }).press('Enter');
    await panel
      .getByRole('button', { name: t('holder.own') })
      .first()
      .press('Enter');
    await panel.getByText(t('holder.changed', { to: own.name })).waitFor({ state: 'detached' });
    await panel.getByText(t('holder.own.is')).waitFor();
  });

  test('alarms when it is not the named one, and is silent again when that is back', async () => {
    world.apple.setMdmInfo(world.key, other);
    await readAgain();
    await panel.getByText(t('holder.foreign', { to: other.name, own: own.name })).waitFor();
    await picture(world.page, 'doctor-holder-foreign');
    world.apple.setMdmInfo(world.key, own);
    await readAgain();
    await panel
      .getByText(t('holder.foreign', { to: other.name, own: own.name }))
      .waitFor({ state: 'detached' });
    await panel.getByText(t('event.holder.changed', { from: other.name, to: own.name })).waitFor();
  });
});

describe('one location', () => {
  test('is linked once: a second token of it is noticed as its renewal', async () => {
    const candidateId = await world.offer(world.apple.issueToken(world.key));
    await panel.getByText(t('finding.linked-twice')).waitFor();
    await world.screen.send('candidate.dismiss', { candidateId });
    await panel.getByText(t('finding.linked-twice')).waitFor({ state: 'detached' });
  });

  test('says before its end how many days are left, by the date alone', async () => {
    const text = world.apple.issueToken('ps02', { expiresInDays: 4.5 });
    await world.link(await world.offer(text));
    const second = world.page.getByRole('region', { name: /PS02/ });
    await second.getByText(t('doctor.expiring.title', { count: 5 })).waitFor();
    await second.getByText(t('fact.state.date')).waitFor();
    await picture(world.page, 'doctor-expiring');
    await go('/overview');
    await world.page
      .getByText(/^The token of .*PS02.* ends in 5 days\.$/)
      .first()
      .waitFor();
    await picture(world.page, 'overview-needs');
    expect(await seriousViolations(world.page)).toEqual([]);
  });

  test('gives a calendar file without a secret', async () => {
    await go('/tokens');
    const saving = world.page.waitForEvent('download');
    await panel.getByRole('button', { name: t('calendar'), exact: true }).press('Enter');
    const file = await saving;
    expect(file.suggestedFilename()).toBe('orchardist-tokens.ics');
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(Buffer.from(chunk));
    const content = Buffer.concat(chunks).toString('utf8');
    expect(content).toContain(`UID:token-end-${world.uId}@orchardist.app`);
    expect(content).toContain('TRIGGER:-P30D');
    expect(content).not.toContain(token.slice(0, 20));
  });
});

test('token-missing: kept for the session alone, and the session is over', async () => {
  await world.screen.send('vault.keep', { keep: { mode: 'session' }, current: passphrase });
  // What a restart of the browser leaves of session memory: nothing.
  await world.page.evaluate('chrome.storage.session.clear()');
  await syncInto('token-missing');
  await go('/tokens');
  await expectTold('token-missing', [school, t('fact.state.here')]);
});
