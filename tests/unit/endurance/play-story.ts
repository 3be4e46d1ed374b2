import type { DBCore, Middleware } from 'dexie';
import { expect } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type Death, holdBrowser } from './browser-world.ts';
import { checkEnd } from './check-end.ts';
import { consoleAddress } from './console-page.ts';
import { unlinkOne, wipeAll } from './forget.ts';
import { goOnAlone } from './go-on-alone.ts';
import { bringToEnd, live, openStory, type Story } from './run-story.ts';
import { noteFault, type Told } from './told.ts';
import { changeFromElsewhere, endTrouble, makeTrouble } from './trouble.ts';
import { heedCrypto } from './virtual-time.ts';
import {
  type AdminWindow,
  handOver,
  linkAll,
  lock,
  placeOnConsole,
  placeOrder,
  steerOrders,
  unlock,
} from './windows.ts';

/** Days of an admin, in which everything goes wrong; at their end nothing is lost. The trail tells what happened. */
export function playStory(seed: number, bugs: string[], spoil?: Middleware<DBCore>): Promise<Told> {
  return tell(openStory(seed, bugs, spoil), seed, async (story) => {
    const { dice } = story;
    for (let tries = dice.between(1, 4); tries > 0; tries--) {
      if (dice.often(40)) makeTrouble(story);
      await live(story, (window) => linkAll(story, window, dice.between(1, 3)), randomDeath(story));
      if (dice.often(20)) await updateFrom(story, dice.between(1, 3));
    }
    for (let turn = dice.between(4, 9); turn > 0; turn--) {
      if (dice.often(50)) makeTrouble(story);
      await comeAndGo(story);
      await playTurn(story, turn);
      if (dice.often(50)) endTrouble(story);
      story.time.pass(dice.one([1000, 60_000, 3_700_000]));
    }
    if (dice.often(70)) await stopInTrouble(story);
  });
}

/** Plays it, brings it to its end and looks at what is left. What fails says how it can be played again. */
export async function tell(story: Story, seed: number, play: (story: Story) => Promise<void>): Promise<Told> {
  const { bugs } = story;
  fakeBrowser.storage.resetState();
  fakeBrowser.tabs.resetState();
  const ends = [heedCrypto(story.time), holdBrowser(story.world)];
  try {
    await play(story);
    await goOnAlone(story);
    await bringToEnd(story);
    await checkEnd(story);
    expect(bugs, 'what living backgrounds say went wrong').toEqual([]);
  } catch (error) {
    const again = `play it again with ORCHARDIST_ENDURANCE_SEED=${seed}`;
    throw new Error(`seed ${seed}: ${again}\n${story.trail.join('\n')}`, { cause: error });
  } finally {
    for (const end of ends) end();
    bugs.length = 0;
  }
  const { localRefusals } = story.world.disk;
  if (localRefusals > 0) noteFault(story.told, 'storage.local full', localRefusals);
  return story.told;
}

function randomDeath({ dice }: Story): Death | undefined {
  if (!dice.often(70)) return undefined;
  const after = dice.between(0, 150);
  return dice.often(40) ? { after, lingers: dice.between(5, 60), isCutOff: dice.often(50) } : { after };
}

/** Between two lives: the browser is closed, the extension updated, a location unlinked, all wiped. */
async function comeAndGo(story: Story): Promise<void> {
  const { dice, world, told, trail } = story;
  if (dice.often(15)) {
    noteFault(told, 'browser closed');
    trail.push('browser closed');
    await world.close();
  }
  if (dice.often(15)) await updateFrom(story, 3);
  if (dice.often(10)) {
    noteFault(told, 'unlinked');
    await unlinkOne(story, randomDeath(story));
  }
  if (dice.often(4)) {
    noteFault(told, 'wiped');
    await wipeAll(story, randomDeath(story));
  }
}

async function updateFrom({ world, told, trail }: Story, version: number): Promise<void> {
  if (!(await world.update(version))) return;
  noteFault(told, 'updated');
  trail.push(`updated from schema version ${version}`);
}

/** One life, in which windows and the popup act at once. */
function playTurn(story: Story, turn: number): Promise<void> {
  const { dice, tokens } = story;
  return live(
    story,
    async (window, { app }) => {
      await unlock(story, window);
      if (dice.often(50)) await linkAll(story, window, 2);
      if (dice.often(30)) app.onAlarm();
      const works: Promise<unknown>[] = [];
      if (dice.often(75)) works.push(placeOrder(story, window, turn));
      if (dice.often(30)) works.push(placeOrder(story, window, 10 + turn));
      if (dice.often(25)) works.push(steerOrders(story, window));
      if (dice.often(35)) works.push(handOver(story, window, dice.often(30)));
      if (dice.often(20)) {
        noteFault(story.told, 'placed on a page');
        works.push(placeOnConsole(story, window, consoleAddress));
      }
      if (dice.often(25)) works.push(changeSettings(story));
      if (dice.often(40)) works.push(lockAndUnlock(story, window));
      await Promise.all(works);
      await Promise.all(
        tokens.flatMap(({ uId }) =>
          Array.from({ length: dice.below(3) }, () =>
            window.tell('location.sync', { uId, full: dice.often(30) }),
          ),
        ),
      );
    },
    randomDeath(story),
  );
}

/** The last life, after which nobody asks for anything: it reads, and meets a foreign web page or is stopped over it. */
async function stopInTrouble(story: Story): Promise<void> {
  const { apple, dice, told, tokens, trail } = story;
  endTrouble(story);
  await live(story, async (window) => {
    await unlock(story, window);
    await linkAll(story, window);
  });
  changeFromElsewhere(story);
  if (dice.often(50)) {
    noteFault(told, 'html');
    trail.push('trouble: html');
    apple.faults.add({ skip: dice.below(8), count: 1 }, { kind: 'html', status: 200 });
  }
  await live(
    story,
    async (window) => {
      await unlock(story, window);
      const full = dice.often(50);
      await Promise.all(tokens.map(({ uId }) => window.tell('location.sync', { uId, full })));
    },
    randomDeath(story),
  );
}

/** The admin leaves the desk, and comes back soon or not before the next background. */
async function lockAndUnlock(story: Story, window: AdminWindow): Promise<void> {
  if (story.keep.mode !== 'sealed') return;
  noteFault(story.told, 'locked');
  await lock(story, window);
  if (story.dice.often(60)) await unlock(story, window);
}

/** As the settings screen does; a full disk refuses it there. */
async function changeSettings({ dice, trail }: Story): Promise<void> {
  const language = dice.one(['auto', 'de', 'fr', 'ja', 'ar']);
  const answer = await fakeBrowser.storage.local.set({ settings: { language } }).then(
    () => 'ok',
    () => 'refused',
  );
  trail.push(`settings: ${answer}`);
}
