import { browser } from 'wxt/browser';

/** Opens the console in a tab at a route such as `/tokens`, and closes the popup. */
export async function openConsole(route = ''): Promise<void> {
  const page = new URL('/options.html', location.href);
  page.hash = route;
  await browser.tabs.create({ url: page.href });
  window.close();
}
