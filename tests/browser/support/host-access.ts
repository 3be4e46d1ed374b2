import type { Chromium } from './launch-chromium.ts';

/**
 * What a yes to the browser's prompt does: headless cannot answer the prompt itself. The browser's own page of
 * extensions gives and takes hosts, as an admin does there under "Site access".
 */
export async function openHostAccess(chromium: Chromium) {
  const page = await chromium.page('chrome://extensions');
  return {
    grant: (pattern: string) =>
      page.evaluate(
        `chrome.developerPrivate.addHostPermission('${chromium.extensionId}', ${JSON.stringify(pattern)})`,
      ),
  };
}
