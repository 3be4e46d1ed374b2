import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import common from '../../locales/en/common.json';
import tokensWords from '../../locales/en/tokens.json';
import { createTranslator } from '../../locales/translate.ts';
import { openWorld, putAside, type World } from './support/bad-input-world.ts';
import { createScreen } from './support/extension.ts';
import { readHoldings } from './support/holdings.ts';
import { waitFor } from './support/wait-for.ts';

const t = createTranslator(common, 'en');
const tc = createTranslator(tokensWords, 'en');
const Linked = z.object({ uId: z.string(), renewed: z.boolean() });
const Named = z.array(z.object({ name: z.string() }));
const tables = [
  'locations',
  'assets',
  'assetSets',
  'users',
  'userSets',
  'directories',
  'leaves',
  'postings',
  'runs',
  'staging',
  'syncs',
];

let world: World;
let second: string;
beforeAll(async () => {
  world = await openWorld({ pageSize: 100 });
  second = world.apple.expectLocation('ps02').uId;
});
afterAll(() => world?.close());
afterEach(async () => {
  world.apple.faults.clear();
  await world.screen.send('location.unlink', { uId: second });
  await world.expectUnharmed();
  expect(await world.candidates()).toEqual([]);
});

const locationIds = async () =>
  z
    .array(z.object({ uId: z.string() }))
    .parse(await world.screen.rows('locations'))
    .map(({ uId }) => uId);
const vaultNames = async () =>
  Named.parse(await world.screen.rows('records', 'orchardist-vault')).map(({ name }) => name);
const secondIsWhole = async () => {
  // A worker that died right after the link begins the sync when it is up again: until then nothing tells of one.
  const hasBegun = async () => (await world.screen.syncs()).some(({ uId }) => uId === second);
  await waitFor(hasBegun, { message: 'its sync has begun' });
  await world.screen.settled(30_000);
  expect(await readHoldings(world.screen, second)).toEqual([...new Set(world.apple.dumpAssignments('ps02'))]);
};

test('the portal tab is closed while its token is proven: the token waits in the console', async () => {
  const { apple, chromium, page } = world;
  const gate = apple.faults.gate({ path: /client\/config$/ });
  const portal = await chromium.page('https://school.apple.com/');
  await Promise.all([portal.waitForEvent('download'), portal.locator('[data-row="0"]').click()]);
  await gate.arrived();
  await portal.close();
  gate.release();
  await page.getByText(t('candidate.title.renews', { location: 'PS01 Riverside Primary' })).waitFor();
  await putAside(page);
});

test('what was put aside in another window is gone here too, and cannot be linked', async () => {
  const { chromium, page, tokens, offer, link, screen } = world;
  const other = await chromium.openConsole('/tokens');
  const candidateId = await offer(tokens.ps02 ?? '');
  await page.getByRole('button', { name: t('candidate.link') }).waitFor();
  await putAside(other);
  await page.getByRole('button', { name: t('candidate.link') }).waitFor({ state: 'detached' });
  await expect(link(candidateId)).rejects.toThrow('candidate-gone');
  await expect(screen.send('candidate.prove', { candidateId })).rejects.toThrow('candidate-gone');
  expect(await locationIds()).toEqual([world.uId]);
  await other.close();
});

test('two windows that link the same token at once make one link, and none sees an error', async () => {
  const { chromium, page, tokens, offer, link } = world;
  const other = await chromium.openConsole('/tokens');
  const candidateId = await offer(tokens.ps02 ?? '');
  const answers = await Promise.all([
    link(candidateId),
    createScreen(other).send('candidate.link', { candidateId }),
  ]);
  for (const answer of answers) expect(Linked.parse(answer)).toEqual({ uId: second, renewed: false });
  await page.getByRole('region', { name: world.apple.expectLocation('ps02').name }).waitFor();
  expect(await locationIds()).toEqual([world.uId, second]);
  await secondIsWhole();
  await other.close();
});

test('a worker killed while it links leaves no half: the token still waits, or the location is whole', async () => {
  const { chromium, apple, tokens, offer, link, screen, candidates, page } = world;
  // First before anything is stored, as Apple is asked once more; then as soon as the token is in the vault.
  const gate = apple.faults.gate({ path: /client\/config$/ });
  const candidateId = await offer(tokens.ps02 ?? '');
  const first = link(candidateId).catch(() => undefined);
  await gate.arrived(2);
  await chromium.killWorker();
  await first;
  gate.release();
  expect(await locationIds()).toEqual([world.uId]);
  expect(await vaultNames()).toHaveLength(1);

  await screen.send('app.wake', {});
  await page.getByRole('button', { name: t('candidate.link') }).waitFor();
  const again = link(candidateId).catch(() => undefined);
  await waitFor(async () => (await vaultNames()).length === 2, { message: 'the token is in the vault' });
  await chromium.killWorker();
  await again;
  await screen.send('app.wake', {});
  for (const { id } of await candidates()) await link(id);
  expect(await locationIds()).toEqual([world.uId, second]);
  await secondIsWhole();
});

test('unlinking in the middle of a sync forgets everything of the location, and it can be linked again', async () => {
  const { apple, tokens, offer, link, screen, page } = world;
  const gate = apple.faults.gate({ path: /assignments$/, skip: 3 });
  await link(await offer(tokens.ps02 ?? ''));
  await gate.arrived();
  const panel = page.getByRole('region', { name: apple.expectLocation('ps02').name });
  await panel.getByRole('button', { name: tc('unlink') }).click();
  const name = { location: apple.expectLocation('ps02').name };
  await page.getByRole('button', { name: tc('unlink.confirm', name) }).click();
  await panel.waitFor({ state: 'detached' });
  gate.release();
  const uIds = z.array(z.object({ uId: z.string() }));
  for (const table of tables) {
    const left = uIds.parse(await screen.rows(table)).filter(({ uId }) => uId === second);
    expect(left, table).toEqual([]);
  }
  expect(await vaultNames()).toHaveLength(1);
  await link(await offer(tokens.ps02 ?? ''));
  await secondIsWhole();
});
