import { expect } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { checkEnd } from './check-end.ts';
import {
  bringToEnd,
  endTrouble,
  linkAll,
  live,
  makeTrouble,
  openStory,
  type Told,
  tell,
  unlock,
} from './run-story.ts';
import { heedCrypto } from './virtual-time.ts';
import { handOver, placeOrder, steerOrders } from './windows.ts';

/** Days of an admin, in which everything goes wrong; at their end nothing is lost. The trail tells what happened. */
export async function playStory(seed: number, bugs: string[]): Promise<Told> {
  fakeBrowser.storage.resetState();
  const story = openStory(seed);
  const { dice, time, world, tokens, trail } = story;
  const heeded = heedCrypto(time);
  const killAfter = () => (dice.often(70) ? dice.between(0, 150) : undefined);
  try {
    for (let tries = dice.between(1, 4); tries > 0; tries--) {
      if (dice.often(40)) makeTrouble(story);
      await live(story, (background) => linkAll(story, background, dice.between(1, 3)), killAfter());
    }
    for (let turn = dice.between(4, 9); turn > 0; turn--) {
      if (dice.often(50)) makeTrouble(story);
      if (dice.often(15)) {
        trail.push('browser closed');
        await world.close();
      }
      await live(
        story,
        async (background) => {
          await unlock(story, background);
          if (dice.often(30)) await linkAll(story, background, 2);
          if (dice.often(30)) background.app.onAlarm();
          const works: Promise<void>[] = [];
          if (dice.often(60)) works.push(placeOrder(story, background, turn));
          if (dice.often(20)) works.push(placeOrder(story, background, 10 + turn));
          if (dice.often(25)) works.push(steerOrders(story, background));
          if (dice.often(35)) works.push(handOver(story, background, dice.often(30)));
          await Promise.all(works);
          await Promise.all(
            tokens.flatMap(({ uId }) =>
              Array.from({ length: dice.below(3) }, () =>
                tell(story, background, 'location.sync', { uId, full: dice.often(30) }),
              ),
            ),
          );
        },
        killAfter(),
      );
      if (dice.often(50)) endTrouble(story);
      time.pass(dice.one([1000, 60_000, 3_700_000]));
    }
    await bringToEnd(story);
    await checkEnd(story);
    expect(bugs.filter(isOfTheLiving)).toEqual([]);
  } catch (error) {
    throw new Error(
      `seed ${seed}: play it again with ORCHARDIST_ENDURANCE_SEED=${seed}\n${trail.join('\n')}`,
      {
        cause: error,
      },
    );
  } finally {
    heeded();
    bugs.length = 0;
  }
  return story.told;
}

/** What a dead background says is that its stores are closed. */
const isOfTheLiving = (bug: string) => !/: (AbortError|DatabaseClosedError|InvalidStateError)/.test(bug);
