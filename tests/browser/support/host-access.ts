import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { expectBuild } from './build.ts';
import type { Chromium } from './launch-chromium.ts';

const Manifest = z.looseObject({ host_permissions: z.array(z.string()) });

/**
 * The production build but for one thing: no headless browser answers the prompt for an optional host, so these stand
 * among the required ones here. The folder is the caller's to remove.
 */
export function buildWithHosts(hosts: readonly string[]): string {
  const copy = mkdtempSync(join(tmpdir(), 'orchardist-hosts-'));
  cpSync(expectBuild('chromium'), copy, { recursive: true });
  const path = join(copy, 'manifest.json');
  const manifest = Manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  manifest.host_permissions.push(...hosts.map((host) => `https://${host}/*`));
  writeFileSync(path, JSON.stringify(manifest));
  return copy;
}

/** Takes all hosts and gives them back, as an admin does on the browser's own page of extensions. */
export async function openSiteAccess(chromium: Chromium) {
  const page = await chromium.page('chrome://extensions');
  const set = (hostAccess: string) =>
    page.evaluate(
      `chrome.developerPrivate.updateExtensionConfiguration({ extensionId: '${chromium.extensionId}', hostAccess: '${hostAccess}' })`,
    );
  return { withhold: () => set('ON_CLICK'), allow: () => set('ON_ALL_SITES') };
}
