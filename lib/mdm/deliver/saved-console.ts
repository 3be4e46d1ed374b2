import { browser } from 'wxt/browser';
import type { Database } from '../../cache/database.ts';
import { AppError } from '../../platform/errors.ts';
import { presets } from '../catalogue/presets.ts';
import type { PageTab } from './place-on-page.ts';
import type { SavedConsole } from './placeable.ts';

/**
 * A console that the admin saved, with the page to open in it. Its row has `address`, and `frames`: match patterns of
 * the hosts that its frames come from, separated by blanks.
 * @throws AppError page-refused when there is none, or its address is none
 */
export async function expectSavedConsole(
  cache: Database,
  mdmId: string,
): Promise<SavedConsole & { address: string }> {
  const row = await cache.mdms.get(mdmId);
  if (row?.way.by !== 'page') throw new AppError('page-refused');
  const { preset } = row.way;
  const { address = '', frames = '' } = row.settings;
  return {
    mdmId,
    preset,
    frames: frames.split(/\s+/).filter((frame) => frame !== ''),
    address: pageOf(address, preset),
  };
}

/** The page where the token goes in, when the admin gave no more than the host. @throws AppError page-refused */
function pageOf(address: string, presetId: string): string {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:') throw new AppError('page-refused');
  const isHostAlone = url.pathname === '/' && url.search === '' && url.hash === '';
  const opens = isHostAlone ? presets.find(({ id }) => id === presetId)?.opens : undefined;
  return opens === undefined ? url.href : new URL(opens, url.origin).href;
}

/**
 * Brings the page forward, or opens it.
 * @throws AppError page-not-reached without the permission for its host, which is asked for on the screen
 */
export async function openConsolePage(address: string): Promise<PageTab> {
  const { origin } = new URL(address);
  const mayReach = await browser.permissions.contains({ origins: [`${origin}/*`] });
  if (!mayReach) throw new AppError('page-not-reached');
  const open = await browser.tabs.query({ url: `${origin}/*` });
  const same = open.find(({ url }) => url === address);
  const tab =
    same?.id === undefined
      ? await browser.tabs.create({ url: address })
      : await browser.tabs.update(same.id, { active: true });
  if (tab?.id === undefined) throw new AppError('page-not-reached');
  if (same) await browser.windows.update(same.windowId, { focused: true });
  return { id: tab.id, url: address };
}
