import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { wordsForFailure, wordsForRefusal } from '../../components/ui/failure-words.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import type { NotAToken } from '../../lib/token/content-token.ts';
import common from '../../locales/en/common.json';
import tokensWords from '../../locales/en/tokens.json';
import { createTranslator } from '../../locales/translate.ts';
import { deliveredFile } from '../simulator/portal/delivered-file.ts';
import { innerToken, makeToken } from '../unit/token/make-token.ts';
import {
  chooseFile,
  dropFile,
  expectWords,
  openRenewal,
  openWorld,
  passphrase,
  putAside,
  type World,
} from './support/bad-input-world.ts';

const t = createTranslator(common, 'en');
const tc = createTranslator(tokensWords, 'en');
const portal = { tokenText: () => '', fileName: () => '', locations: [] };
const file = (kind: 'p7m' | 'pem' | 'csv') => deliveredFile(kind, portal).text;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());
afterEach(async () => {
  world.apple.faults.clear();
  world.apple.config.legacy200 = false;
  await world.screen.send('vault.unlock', { passphrase });
  await world.expectUnharmed();
  expect(await world.candidates()).toEqual([]);
});

describe('what is no token is refused by its kind', () => {
  const whole = makeToken();
  const kinds: [NotAToken, string | Uint8Array][] = [
    ['server-token-p7m', file('p7m')],
    ['private-key-pem', file('pem')],
    ['csv', file('csv')],
    ['html', '<!DOCTYPE html><title>Sign in</title>'],
    ['json', '{"a": 1}'],
    ['inner-token', innerToken],
    ['damaged-base64', whole.slice(7)],
    ['damaged-json', whole.slice(0, -40)],
    ['missing-fields', makeToken({ orgName: { name: 'A' } })],
    ['bad-expiry', makeToken({ expDate: 'soon' })],
    ['other', 'Dear all, here is our token.'],
    ['binary', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3)],
    ['empty', ' '],
    ['too-large', 'A'.repeat(100_000)],
  ];

  test('as a file chosen in the console, which names the file', async () => {
    const { page, uId } = world;
    await openRenewal(page, uId);
    for (const [reason, content] of kinds) {
      const name = `${reason}.vpptoken`;
      await chooseFile(page, content, name);
      const { title, cure } = wordsForRefusal(reason);
      const text = tc('drop.refused', { file: name, reason: `${title} ${cure}` });
      await page.getByRole('alert').filter({ hasText: text }).waitFor();
    }
  });

  test('as a file dropped on the console', async () => {
    const { page, uId } = world;
    await openRenewal(page, uId);
    await dropFile(page, file('p7m'), 'Server_Token.p7m');
    const { title, cure } = wordsForRefusal('server-token-p7m');
    const text = tc('drop.refused', { file: 'Server_Token.p7m', reason: `${title} ${cure}` });
    await page.getByRole('alert').filter({ hasText: text }).waitFor();
  });

  test('as a text pasted in the console', async () => {
    const { page, chromium } = world;
    await page.evaluate(() => {
      location.hash = '#/tokens?link=1';
    });
    await page.getByRole('button', { name: tc('paste') }).click();
    const field = page.getByLabel(t('paste.label'));
    for (const [reason, content] of kinds) {
      if (typeof content !== 'string' || reason === 'empty') continue;
      await field.fill(content);
      await page.getByRole('button', { name: t('paste.act') }).click();
      const { title, cure } = wordsForRefusal(reason);
      await page.getByText(`${title} ${cure}`).waitFor();
    }
    expect(chromium.consoleMessages.filter(({ type }) => type === 'error')).toEqual([]);
  });
});

describe('a token that Apple refuses', () => {
  const states: [name: string, text: () => string, failure: Failure][] = [
    ['expired', () => world.tokens['ps01/old'] ?? '', { code: 'expired' }],
    ['revoked', () => world.tokens['ps01/revoked'] ?? '', { code: 'revoked' }],
    ['unknown', () => makeToken(), { code: 'invalid' }],
    ['of an old kind', legacyToken, { code: 'legacy-token' }],
    ['refused with 401 alone', () => refused(9601), { code: 'unauthorized' }],
    ['not allowed', () => refused(9637), { code: 'not-allowed' }],
  ];

  test.each(states)('%s says so, and can be put aside', async (_, text, failure) => {
    const { page, uId } = world;
    await openRenewal(page, uId);
    await chooseFile(page, text());
    await expectWords(page, failure);
    expect(await page.getByRole('button', { name: t('candidate.link') }).count()).toBe(0);
    await putAside(page);
  });

  test.each(states.slice(0, 3))(
    '%s says the same when Apple says it with HTTP 200',
    async (_, text, failure) => {
      const { page, uId, apple } = world;
      apple.config.legacy200 = true;
      await openRenewal(page, uId);
      await chooseFile(page, text());
      await expectWords(page, failure);
      await putAside(page);
    },
  );

  function legacyToken(): string {
    const text = world.apple.issueToken('ps01');
    world.apple.setTokenState(text, 'legacy');
    return text;
  }
  function refused(errorNumber: number): string {
    world.apple.faults.add({ path: /client\/config$/ }, { kind: 'error', errorNumber });
    return world.apple.issueToken('ps01');
  }
});

test('the token of another location is not written over this one, and both are named', async () => {
  const { page, uId, apple, tokens } = world;
  await openRenewal(page, uId);
  await chooseFile(page, tokens.ps02 ?? '');
  const names = { found: apple.expectLocation('ps02').name, expected: apple.expectLocation('ps01').name };
  const panel = page.getByRole('alert').filter({ hasText: t('candidate.wrong', names) });
  await panel.waitFor();
  expect(await panel.textContent()).toContain(t('candidate.wrong.cure', names));
  const [waiting] = await world.candidates();
  await expect(world.link(waiting?.id ?? '', { expectUId: uId })).rejects.toThrow('wrong-location');
  await putAside(page);
});

describe('the way to Apple', () => {
  const ways: [name: string, effect: Parameters<World['apple']['faults']['add']>[1], failure: Failure][] = [
    ['no answer', { kind: 'drop' }, { code: 'offline' }],
    ['a web page with 200', { kind: 'html', status: 200 }, { code: 'not-json', details: { status: 200 } }],
    ['a web page with 403', { kind: 'html', status: 403 }, { code: 'not-json', details: { status: 403 } }],
    [
      'a web page with 502',
      { kind: 'html', status: 502 },
      { code: 'server', details: { status: 502, page: true } },
    ],
    [
      'maintenance until later',
      { kind: 'error', errorNumber: 9729, retryAfter: { seconds: 300 } },
      { code: 'maintenance' },
    ],
  ];

  test.each(ways)(
    '%s: says so, and the same token works once the way is free',
    async (_, effect, failure) => {
      const { page, uId, apple } = world;
      apple.faults.add({ path: /client\/config$/, count: Number.POSITIVE_INFINITY }, effect);
      await openRenewal(page, uId);
      await chooseFile(page, apple.issueToken('ps01'));
      const panel = await expectWords(page, failure);
      apple.faults.clear();
      if (failure.code === 'maintenance') await world.endPause();
      await panel.getByRole('button', { name: t('candidate.again') }).click();
      await page.getByText(t('candidate.title.renews', { location: 'PS01 Riverside Primary' })).waitFor();
      await page
        .getByRole('button', { name: t('candidate.renew', { location: 'PS01 Riverside Primary' }) })
        .waitFor();
      await putAside(page);
    },
  );
});

describe('a wrong passphrase', () => {
  test('opens nothing in the console, says so, and the right one does', async () => {
    const { page, screen } = world;
    await screen.send('vault.lock', {});
    await page
      .getByRole('button', { name: t('act.unlock') })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: t('passphrase.label') }).fill('not the passphrase');
    await dialog.getByRole('button', { name: t('act.unlock') }).click();
    await expectText(dialog, { code: 'passphrase-wrong' });
    expect(await screen.rows('status')).toContainEqual({
      key: 'vault',
      value: { mode: 'sealed', locked: true },
    });
    await dialog.getByRole('textbox', { name: t('passphrase.label') }).fill(passphrase);
    await dialog.getByRole('button', { name: t('act.unlock') }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  test('opens nothing in the popup either, where look-ups go on', async () => {
    const { chromium, screen } = world;
    await screen.send('vault.lock', {});
    const popup = await chromium.openPopupTab();
    await popup.getByRole('button', { name: t('act.unlock') }).click();
    await popup.getByRole('textbox', { name: t('passphrase.label') }).fill('not the passphrase');
    await popup.getByRole('button', { name: t('act.unlock') }).click();
    await expectText(popup.locator('body'), { code: 'passphrase-wrong' });
    await popup.getByRole('combobox').fill('DMP');
    await popup.getByRole('option').first().waitFor();
    await popup.getByRole('textbox', { name: t('passphrase.label') }).fill(passphrase);
    await popup.getByRole('button', { name: t('act.unlock') }).click();
    await popup.getByRole('textbox', { name: t('passphrase.label') }).waitFor({ state: 'detached' });
    await popup.close();
  });

  test('stores no new token while locked', async () => {
    const { page, screen, apple, uId } = world;
    await screen.send('vault.lock', {});
    await openRenewal(page, uId);
    await chooseFile(page, apple.issueToken('ps01'));
    await page.getByRole('textbox', { name: t('passphrase.label') }).fill('not the passphrase');
    await page
      .getByRole('button', { name: t('candidate.renew', { location: 'PS01 Riverside Primary' }) })
      .click();
    await expectWords(page, { code: 'passphrase-wrong' });
    await putAside(page);
    await screen.send('vault.unlock', { passphrase });
  });

  async function expectText(within: ReturnType<World['page']['locator']>, failure: Failure): Promise<void> {
    const { title, cure } = wordsForFailure(failure);
    await within.getByText(`${title} ${cure}`).waitFor();
  }
});
