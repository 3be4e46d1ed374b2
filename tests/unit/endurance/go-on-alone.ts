import type { Database } from '../../../lib/cache/database.ts';
import { checkLocation } from './check-truth.ts';
import { isAtRestAll, live, type Story } from './run-story.ts';
import { createCheck } from './told.ts';
import { endTrouble } from './trouble.ts';
import { type AdminWindow, linkAll, lock, unlock } from './windows.ts';

/** In minutes, an alarm each: sooner than what has failed for good is tried again. */
const SOON = 20;

/**
 * Once nothing is in the way any more, alarms alone bring the cache to what Apple has: nobody asks for a sync. Only a
 * location whose token is gone is linked, which reads it as a whole.
 */
export async function goOnAlone(story: Story): Promise<void> {
  const { time, tokens, apple, told } = story;
  endTrouble(story);
  await live(story, async (window, { cache, app }) => {
    await unlock(story, window);
    const check = createCheck(told);
    const rest = async () => {
      for (let minute = 0; minute < SOON; minute++) {
        await time.settle();
        await linkLost(story, window, cache);
        if (await isAtRestAll(cache, window)) return;
        time.pass(60_000);
        app.onAlarm();
      }
      const { syncs, orders } = cache;
      check([await syncs.toArray(), await orders.toArray()], 'what is at rest by itself').toBe('done');
    };
    await rest();
    await lockInBetween(story, window, cache);
    await rest();
    // What another management changed since the last look is found at the next one.
    time.pass(3_700_000);
    app.onAlarm();
    await rest();
    for (const { uId, key } of tokens) await checkLocation(check, apple.service, cache, uId, key);
  });
}

/** While the vault is locked everything waits for nothing but the passphrase, which is then given. */
async function lockInBetween(story: Story, window: AdminWindow, cache: Database): Promise<void> {
  const { time, tokens, told, keep } = story;
  if (keep.mode !== 'sealed') return;
  const asked = tokens.map(({ uId }) => window.tell('location.sync', { uId, full: true }));
  await lock(story, window);
  await Promise.all(asked);
  await time.settle();
  const check = createCheck(told);
  for (const { uId, state, failure, nextAt } of await cache.syncs.toArray())
    check({ state, code: failure?.code, nextAt }, `the sync of ${uId} while locked`).toEqual({
      state: 'waiting',
      code: 'vault-locked',
    });
  await unlock(story, window);
}

async function linkLost(story: Story, window: AdminWindow, cache: Database): Promise<void> {
  const lost: (typeof story.tokens)[number][] = [];
  for (const token of story.tokens) {
    const row = await cache.locations.get(token.uId);
    const code = (await cache.syncs.get(token.uId))?.failure?.code;
    if (row?.health.state !== 'ok' || code === 'token-missing' || code === 'vault-missing') lost.push(token);
  }
  if (lost.length > 0) await linkAll({ ...story, tokens: lost }, window);
}
