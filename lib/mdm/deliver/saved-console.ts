import { browser } from 'wxt/browser';
import type { Database } from '../../cache/database.ts';
import { AppError } from '../../platform/errors.ts';
import { patternOf } from '../catalogue/connector-form.ts';
import { getConnectorForm } from '../catalogue/connector-forms.ts';
import { presets } from '../catalogue/presets.ts';
import { chosenIn } from './chosen-console.ts';
import { isPlaced } from './mdms.ts';
import type { PageTab } from './place-on-page.ts';
import type { SavedConsole } from './placeable.ts';

/**
 * A console that the admin saved, with the page to open in it. Its row has `address`, and `frames`: match patterns of
 * the hosts that its frames come from, separated by blanks. Of an MDM that is read by API the form tells the page.
 * @param recordId of one that is read by API
 * @returns undefined where it has no page that could be opened
 * @throws AppError page-refused when no token goes in by a page there, or its address is none
 */
export async function getSavedConsole(
  cache: Database,
  mdmId: string,
  recordId?: string,
): Promise<(SavedConsole & { address: string }) | undefined> {
  const row = await cache.mdms.get(mdmId);
  if (!row || !isPlaced(row)) throw new AppError('page-refused');
  const { way, settings } = row;
  if (way.by === 'api') {
    const page =
      recordId === undefined ? undefined : getConnectorForm(way.connector)?.page?.(settings, recordId);
    return page === undefined ? undefined : { mdmId, preset: way.connector, frames: [], address: page };
  }
  return { mdmId, ...chosenIn(row), address: pageOf(settings.address ?? '', way.preset) };
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
  const pattern = patternOf(address);
  const mayReach = await browser.permissions.contains({ origins: [pattern] });
  if (!mayReach) throw new AppError('page-not-reached');
  const open = await browser.tabs.query({ url: pattern });
  const same = open.find(({ url }) => url === address);
  const tab =
    same?.id === undefined
      ? await browser.tabs.create({ url: address })
      : await browser.tabs.update(same.id, { active: true });
  if (tab?.id === undefined) throw new AppError('page-not-reached');
  if (same) await browser.windows.update(same.windowId, { focused: true });
  return { id: tab.id, url: address };
}
