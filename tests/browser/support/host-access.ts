import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { launchChromium } from './launch-chromium.ts';
import type { SimulatedNet } from './simulated-net.ts';

const Settings = z.looseObject({
  granted_permissions: z.looseObject({ explicit_host: z.array(z.string()).default([]) }).optional(),
});
const Preferences = z.looseObject({
  extensions: z.looseObject({ settings: z.record(z.string(), z.unknown()).optional() }).optional(),
});

/**
 * A profile in which the admin has once allowed these hosts. Headless cannot answer the browser's prompt, and the browser
 * does not ask again for what was allowed before: `permissions.request` of the production build is answered with yes.
 */
export async function prepareProfile(
  profileDir: string,
  net: SimulatedNet,
  patterns: readonly string[],
): Promise<void> {
  const { extensionId, close } = await launchChromium({ net, profileDir });
  await close();
  let found = 0;
  for (const name of ['Secure Preferences', 'Preferences']) {
    const path = join(profileDir, 'Default', name);
    if (!existsSync(path)) continue;
    const preferences = Preferences.parse(JSON.parse(readFileSync(path, 'utf8')));
    const settings = preferences.extensions?.settings;
    if (!settings?.[extensionId]) continue;
    const own = Settings.parse(settings[extensionId]);
    const granted = own.granted_permissions ?? { api: [], explicit_host: [], scriptable_host: [] };
    granted.explicit_host = [...granted.explicit_host, ...patterns];
    settings[extensionId] = { ...own, granted_permissions: granted };
    writeFileSync(path, JSON.stringify(preferences));
    found += 1;
  }
  if (found === 0) throw new Error('The profile knows nothing of the extension');
}

/** Asks as a screen does on a click. @throws when the browser would have to prompt */
export async function requestHost(page: Page, pattern: string): Promise<void> {
  await page.bringToFront();
  const wish = JSON.stringify({ origins: [pattern] });
  const answer = page.evaluate(`chrome.permissions.request(${wish})`);
  const late = new Promise((resolve) => setTimeout(() => resolve('the browser prompts'), 5000));
  const got = await Promise.race([answer, late]);
  if (got !== true) throw new Error(`${pattern}: ${String(got)}`);
}
