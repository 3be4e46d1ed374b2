import { fakeBrowser } from 'wxt/testing/fake-browser';
import { z } from 'zod';
import type { Database } from '../../../lib/cache/database.ts';
import { findDoubleSends } from '../orders/chaos/double-sends.ts';
import { checkTruth } from './check-truth.ts';
import type { Story } from './run-story.ts';
import { createCheck } from './told.ts';

/** All is true, nothing secret lies in the open, and nothing was sent twice unseen. */
export async function checkEnd(story: Story): Promise<void> {
  const { apple, world, told } = story;
  const check = createCheck(told);
  const cache = world.openCache();
  try {
    await checkTruth(story, cache);
    await checkConsole(story, cache);
    await checkSettings(story);
    await checkSecrets(story, cache);
    for (const { key, text } of story.tokens) {
      const own = apple.exchanges.filter(({ authorization }) => authorization.endsWith(text));
      check(own.length, `requests about ${key}`).toBeGreaterThan(0);
      check(findDoubleSends(own), `sent twice to ${key}`).toEqual([]);
    }
  } finally {
    cache.close();
  }
}

/** The console's page got nothing but tokens, and each of which the cache says so. */
async function checkConsole({ tokens, world, told }: Story, cache: Database): Promise<void> {
  const check = createCheck(told);
  const { taken } = world.page;
  for (const text of new Set(taken))
    check(
      tokens.some((token) => token.text === text),
      'what the page got is a token',
    ).toBe(true);
  const handed = await cache.deliveries.where('state').equals('handed').toArray();
  for (const { uId } of handed) {
    const text = tokens.find((token) => token.uId === uId)?.text ?? '';
    check(taken.includes(text), `the page got the token of ${uId}`).toBe(true);
  }
}

/** The language that is spoken is the one that was chosen, whatever the disk was like. */
async function checkSettings({ told }: Story): Promise<void> {
  const { settings, language } = await fakeBrowser.storage.local.get(['settings', 'language']);
  const chosen = z.object({ language: z.string() }).safeParse(settings).data?.language ?? 'auto';
  createCheck(told)(language ?? 'auto', 'the language that is spoken').toBe(chosen);
}

/** Outside session memory a token is sealed or is not there. */
async function checkSecrets({ tokens, world, apple, told }: Story, cache: Database): Promise<void> {
  const check = createCheck(told);
  const secrets = [
    apple.mdm.jamf.secret,
    ...tokens.map(({ text }) => text),
    ...apple.service.tokens.list().map(({ inner }) => inner),
  ];
  const stores: [string, unknown][] = [
    ['storage.local', await fakeBrowser.storage.local.get()],
    ['the vault', await world.openVault().records()],
  ];
  for (const table of cache.tables) stores.push([table.name, await table.toArray()]);
  for (const [name, stored] of stores) {
    const text = JSON.stringify(stored);
    check(
      secrets.some((secret) => text.includes(secret)),
      `secrets in ${name}`,
    ).toBe(false);
  }
}
