import { browser } from 'wxt/browser';
import type { AssetKey } from '../../lib/cache/rows.ts';

/** Opens the console in a tab at a route such as `/tokens`, and closes the popup. */
export async function openConsole(route = ''): Promise<void> {
  const page = new URL('/options.html', location.href);
  page.hash = route;
  await browser.tabs.create({ url: page.href });
  window.close();
}

/** The console's route that shows the holders of an asset. */
export function holdersRoute(uId: string, { adamId, pricingParam }: AssetKey): string {
  return `/apps?${new URLSearchParams({ open: `${adamId}.${pricingParam}.${uId}` })}`;
}
