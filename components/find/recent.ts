/** What was chosen in the palette last, newest first: keys alone, nothing is repeated that the cache knows. */
import { browser } from 'wxt/browser';

const key = 'recent';
const most = 6;

/** One after the other, over all windows: what was chosen a moment ago is written before the list is read again. */
const inTurn = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request('orchardist-recent', work);

/** A damaged or missing store counts as nothing chosen yet. */
export const readRecent = (): Promise<string[]> => inTurn(read);

async function read(): Promise<string[]> {
  const found = (await browser.storage.local.get([key]))[key];
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string').slice(0, most) : [];
}

export const noteRecent = (chosen: string): Promise<void> =>
  inTurn(async () => browser.storage.local.set({ [key]: withRecent(await read(), chosen) }));

/** The chosen one first, each once, no more than fit. */
export function withRecent(before: readonly string[], chosen: string): string[] {
  return [chosen, ...before.filter((one) => one !== chosen)].slice(0, most);
}

/** The id in the key of an app, person or device (see `keyOfHit`); undefined for anything else. */
export function idOfHitKey(key: string): string | undefined {
  const [, kind, rest] = /^(asset|holder) (.+)$/.exec(key) ?? [];
  return kind === 'asset' ? rest?.split(' ')[0] : rest?.slice(1);
}
