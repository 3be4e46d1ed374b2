import { startSimulator } from '../../simulator/start-simulator.ts';
import type { Played } from '../../unit/endurance/check-truth.ts';
import { storyConfig, storySeeds } from '../../unit/endurance/story-seed.ts';
import { createTold, noteFault } from '../../unit/endurance/told.ts';
import { type AdminWindow, jamfHost, passphrase } from '../../unit/endurance/windows.ts';
import { createDice } from '../../unit/orders/chaos/dice.ts';
import { readModel } from '../../unit/orders/chaos/model.ts';
import { createScreen } from './extension.ts';
import { openFlappingNet } from './flapping-net.ts';
import { createProfileWithHosts } from './granted-hosts.ts';
import type { Chromium } from './launch-chromium.ts';
import { mirrorCache } from './mirror-cache.ts';
import { waitFor } from './wait-for.ts';

const origins = [`https://${jamfHost}/*`];

/** Two locations, an MDM and one profile, over which the browser is closed and opened and its worker killed. */
export async function openEnduranceWorld(seed: number) {
  const dice = createDice(seed);
  const simulator = await startSimulator({
    seed: storySeeds,
    // Waits are real ones here.
    config: { ...storyConfig(dice), eventDelayMs: 500, deltaRemovals: 'plain' },
  });
  const flapping = await openFlappingNet(simulator);
  const profile = await createProfileWithHosts(origins, { net: flapping.net });
  const apple = { service: simulator.apple, mdm: simulator.mdm, log: simulator.log };
  const tokens = storySeeds.map(({ key, uId }) => ({ key, uId, text: simulator.tokens[key] ?? '' }));
  for (const { name, uId, orgName } of storySeeds)
    apple.mdm.jamf.add({ name, locationName: name, uId, orgName });
  apple.mdm.mean(jamfHost);
  const played: Played = {
    ...{ dice, apple, tokens, confirmed: new Set(), hasJumped: false, told: createTold() },
    keep: seed % 2 === 0 ? { mode: 'session' } : { mode: 'sealed', passphrase },
    before: tokens.map(({ key }) => readModel({ apple, key })),
  };
  const trail: string[] = [];
  let chromium = await profile.launch();
  let windows = await openWindows(chromium, trail);

  /** Holds one of the worker's next requests, kills the worker over it, before or after its answer, and lets it go. */
  function setTrap() {
    const gate = apple.service.faults.gate({ skip: dice.below(6), count: 1 });
    const isAnswered = dice.often(50);
    return {
      hasCaught: () => gate.waiting > 0,
      async spring(): Promise<void> {
        const how = isAnswered ? 'over an answer' : 'over a request';
        trail.push(`killed ${gate.waiting > 0 ? how : 'at rest'}`);
        if (isAnswered) gate.release();
        await chromium.killWorker();
        gate.release();
        played.told.kills += 1;
      },
    };
  }

  /** While windows wait for their answers; at their end when nothing is asked of a host. */
  async function killDuring(work: Promise<unknown>): Promise<void> {
    const trap = setTrap();
    let isOver = false;
    const end = work.finally(() => {
      isOver = true;
    });
    await waitFor(() => isOver || trap.hasCaught(), { timeout: 60_000, message: 'it asks or is through' });
    await trap.spring();
    await end;
  }

  /** In the middle of work that goes on after its windows were answered. */
  async function killAsItAsks(begin: () => Promise<unknown>): Promise<void> {
    const trap = setTrap();
    const begun = begin();
    await waitFor(trap.hasCaught, { timeout: 60_000, message: 'the worker asks' });
    await trap.spring();
    await begun;
  }

  /** The line is cut, in the middle of what goes over it, until the worker has found it so. */
  async function flap(): Promise<void> {
    const { told } = played;
    noteFault(told, 'network cut');
    trail.push('the line is cut');
    const before = flapping.refused();
    flapping.cut();
    await windows[0].tell('app.wake', {});
    for (const { uId } of tokens) await windows[1].tell('location.sync', { uId });
    await waitFor(() => flapping.refused() > before, { message: 'the worker finds the line cut' });
    flapping.mend();
  }

  return Object.assign(played, {
    ...{ simulator, flapping, profileDir: profile.profileDir, trail, killDuring, killAsItAsks, flap },
    windows: () => windows,
    chromium: () => chromium,
    /** In the middle of everything, the extension is a newer one when the browser is opened again. */
    async reopen(): Promise<void> {
      noteFault(played.told, 'browser closed');
      noteFault(played.told, 'extension updated');
      await chromium.close();
      const version = profile.update();
      trail.push(`browser closed, opened with version ${version}`);
      chromium = await profile.launch();
      windows = await openWindows(chromium, trail);
      const running = await (await chromium.serviceWorker()).evaluate('chrome.runtime.getManifest().version');
      if (running !== version) throw new Error(`Version ${running} runs instead of ${version}.`);
    },
    closeBrowser: () => chromium.close(),
    async close(): Promise<void> {
      await chromium.close();
      profile.remove();
      await flapping.close();
      await simulator.close();
    },
  });
}
export type EnduranceWorld = Awaited<ReturnType<typeof openEnduranceWorld>>;

/** Two consoles and the popup. */
async function openWindows(
  chromium: Chromium,
  trail: string[],
): Promise<[AdminWindow, AdminWindow, AdminWindow]> {
  const first = await chromium.openConsole('/tokens');
  const second = await chromium.openConsole('/orders');
  const popup = await chromium.openPopup(second);
  const open = (name: string, page: typeof popup): AdminWindow => {
    const screen = createScreen(page);
    return {
      openCache: () => mirrorCache(page),
      now: () => Date.now(),
      async tell(bus, input) {
        // The line goes dead when the background does.
        const reply = await screen.ask(bus, input).catch(() => undefined);
        trail.push(`${name} ${bus}: ${reply === undefined ? 'dead' : reply.ok ? 'ok' : reply.error.code}`);
        return reply;
      },
    };
  };
  return [open('console', first), open('second console', second), open('popup', popup)];
}
