import { fakeBrowser } from 'wxt/testing/fake-browser';
import { tokenName } from '../../../lib/link/create-link.ts';
import { readModel } from '../orders/chaos/model.ts';
import type { Death } from './browser-world.ts';
import { live, type Story } from './run-story.ts';
import { createCheck } from './told.ts';
import { endTrouble } from './trouble.ts';
import { unlock } from './windows.ts';

const ofLocation = [
  ...['locations', 'assets', 'assetSets', 'users', 'userSets', 'directories', 'leaves', 'postings', 'runs'],
  ...['staging', 'syncs', 'histories', 'timeline', 'deliveries', 'mdmTargets'],
];

/** Unlinks a location in the middle of whatever is under way; once that was answered, nothing of it is left. */
export async function unlinkOne(story: Story, death?: Death): Promise<void> {
  const { dice, tokens, world, told } = story;
  const { uId, key } = dice.one(tokens);
  let isDone = false;
  await live(
    story,
    async (window) => {
      await unlock(story, window);
      isDone = (await window.tell('location.unlink', { uId }))?.ok === true;
    },
    death,
  );
  if (!isDone) return;
  const check = createCheck(told);
  const cache = world.openCache();
  try {
    for (const name of ofLocation)
      check(
        await cache
          .table(name)
          .filter((row) => row.uId === uId)
          .count(),
        `${name} of ${key}`,
      ).toBe(0);
    check(await world.openVault().names(), 'names in the vault').not.toContain(tokenName(uId));
    check([...world.session.items.keys()], 'session memory').not.toContain(`secret:${tokenName(uId)}`);
  } finally {
    cache.close();
  }
}

/** Wipes everything, asked for until it was answered; what begins then begins with what Apple has. */
export async function wipeAll(story: Story, death?: Death): Promise<void> {
  const { apple, tokens, world, told } = story;
  const old = world.openCache();
  told.orders += await old.orders.count();
  old.close();
  let isDone = false;
  for (let tries = 0; !isDone; tries += 1) {
    if (tries > 0) endTrouble(story);
    await live(
      story,
      async (window) => {
        isDone = (await window.tell('app.wipe', {}))?.ok === true;
      },
      tries === 0 ? death : undefined,
    );
  }
  const check = createCheck(told);
  const cache = world.openCache();
  try {
    for (const table of cache.tables)
      if (table.name !== 'status') check(await table.count(), `${table.name} after a wipe`).toBe(0);
    check(await world.openVault().records(), 'the vault after a wipe').toEqual([]);
    // How long Apple asked to be left alone is kept for whoever links the location again.
    const remembered = [...world.session.items.keys()].filter((key) => !key.startsWith('governor:'));
    check(remembered, 'session memory after a wipe').toEqual([]);
    check(await fakeBrowser.storage.local.get(), 'storage.local after a wipe').toEqual({});
  } finally {
    cache.close();
  }
  // What had been sent is done all the same.
  apple.service.finishEvents();
  story.before = tokens.map(({ key }) => readModel({ apple, key }));
  apple.exchanges.length = 0;
  story.confirmed.clear();
}
