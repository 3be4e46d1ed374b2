/** Portal download, card, one click, verified: the story of the demo for each MDM with a stored sign-in. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellDelivery } from '../demo/delivery-story.ts';
import { urlOf } from '../simulator/portal/cell.ts';
import { headOffice } from './support/api-mdms.ts';
import { root } from './support/build.ts';
import { createCardReader } from './support/card-reader.ts';
import { type DeliveryWorld, openDeliveryWorld } from './support/delivery-world.ts';
import { errorsIn } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';

const pictures = join(root, 'test-output', 'delivery');
const passphrase = 'seven apples in a row';

let world: DeliveryWorld;
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  world = await openDeliveryWorld();
  await world.screen.send('vault.keep', { keep: { mode: 'sealed', passphrase } });
});
afterAll(() => world?.close());

test.each(['jamf-pro', 'fleet', 'manageengine', 'manageengine-cloud', 'applivery'])(
  '%s: one click after the download',
  async (connector) => {
    const mdm = world.expectMdm(connector);
    world.reset(mdm);
    const stage = {
      step: <T>(_: string, work: () => Promise<T>) => work(),
      picture: (page: { screenshot(options: { path: string }): Promise<unknown> }, name: string) =>
        page.screenshot({ path: join(pictures, `${connector}-${name}.png`) }).then(() => undefined),
    };
    await tellDelivery(stage, world.chromium, world.simulator, mdm);
    const { expiresAt } = world.simulator.apple.tokens.expectNewest('office');
    expect(await world.screen.rows('timeline')).toContainEqual(
      expect.objectContaining({
        uId: headOffice.uId,
        event: expect.objectContaining({ kind: 'delivered', mdm: `${mdm.kind} (Head Office)`, expiresAt }),
      }),
    );
    expect(world.simulator.log.offences).toEqual([]);
    expect(errorsIn(world.chromium.consoleMessages)).toEqual([]);
  },
);

test('locked on the way: the screen and the card say what it waits for, and the unlock carries it on', async () => {
  const { page, screen, simulator, chromium } = world;
  const mdm = world.mdms.find(({ connector }) => connector === 'jamf-pro');
  if (!mdm) throw new Error('No Jamf Pro');
  world.reset(mdm);
  const { requests, switches } = mdm.mdm;
  const record = mdm.mdm.add({ locationName: headOffice.locationName });
  const mdmId = await world.save(mdm);
  // Where it went before is where the card sends it.
  const { expiresAt } = record;
  expect(await world.deliver(mdmId)).toMatchObject({ state: 'done' });
  record.expiresAt = expiresAt;
  switches.lagReads = Number.POSITIVE_INFINITY;
  simulator.apple.config.portalIssuesNewToken = true;
  const portal = await chromium.page(urlOf('business.apple.com', {}));
  await portal.emulateMedia({ reducedMotion: 'reduce' });
  const card = await createCardReader(portal);
  await portal.locator('[data-row="0"]').click();
  await card.click('button', 'Send to jamf-pro');
  const sent = await waitFor(
    async () => (await world.deliveries()).find(({ state }) => state === 'verifying'),
    { message: 'the record is being read back' },
  );

  await screen.send('vault.lock', {});
  await card.boxOf('heading', 'Waiting for the unlock');
  expect(await card.texts()).toContain(
    'Your tokens are locked. Enter your passphrase in Orchardist, and the hand-over to jamf-pro goes on by itself.',
  );
  expect(await card.has('button', 'Send to jamf-pro')).toBe(false);
  const asked = requests.length;
  await page.bringToFront();
  await page.goto(page.url().replace(/#.*/, `#/tokens?location=${headOffice.uId}`));
  const notice = page.getByRole('status').filter({ hasText: 'Waiting for the unlock' });
  await notice.getByText('the hand-over to jamf-pro goes on by itself').waitFor();
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 480],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await notice.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(pictures, `locked-${colorScheme}-${width}.png`), fullPage: true });
  }
  expect(requests).toHaveLength(asked);
  expect(await world.deliveries()).toContainEqual(
    expect.objectContaining({ id: sent.id, state: 'verifying' }),
  );

  switches.lagReads = 0;
  record.before = undefined;
  await notice.getByRole('button', { name: 'Unlock' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await dialog.getByLabel('Passphrase', { exact: true }).press('Enter');
  await page.getByText('jamf-pro has the token, in the record “Head Office”.').waitFor();
  await card.boxOf('heading', 'jamf-pro has the token');
  const newest = simulator.apple.tokens.expectNewest('office');
  expect(record.token).toBe(newest.text);
  // It was carried on, not begun anew: the token went out once.
  expect(requests.filter(({ body }) => body.includes(newest.text))).toHaveLength(1);
  expect(await screen.rows('timeline')).toContainEqual(
    expect.objectContaining({
      event: expect.objectContaining({ kind: 'delivered', mdm: 'jamf-pro', expiresAt: newest.expiresAt }),
    }),
  );
  expect(simulator.log.offences).toEqual([]);
  expect(errorsIn(chromium.consoleMessages)).toEqual([]);
  await portal.close();
});
