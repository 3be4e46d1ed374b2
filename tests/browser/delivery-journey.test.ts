/** Portal download, card, one click, verified: the story of the demo for each MDM with a stored sign-in. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellDelivery } from '../demo/delivery-story.ts';
import { headOffice } from './support/api-mdms.ts';
import { root } from './support/build.ts';
import { type DeliveryWorld, openDeliveryWorld } from './support/delivery-world.ts';
import { errorsIn } from './support/launch-chromium.ts';

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
    const mdm = world.mdms.find((one) => one.connector === connector);
    if (!mdm) throw new Error(`No MDM ${connector}`);
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
