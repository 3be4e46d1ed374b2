import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { expectBuild } from './build.ts';
import { type ChromiumOptions, launchChromium } from './launch-chromium.ts';

const Manifest = z.looseObject({ host_permissions: z.array(z.string()) });

/**
 * The production build in a profile whose admin has allowed these hosts already, as no headless browser can answer the
 * browser's prompt: an earlier start had them among the required ones. They can be asked for and removed as ever; what
 * was removed is prompted for again.
 */
export async function launchWithKnownHosts(origins: readonly string[], options: ChromiumOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'orchardist-hosts-'));
  const extensionDir = join(folder, 'extension');
  const profileDir = join(folder, 'profile');
  cpSync(expectBuild('chromium'), extensionDir, { recursive: true });
  const path = join(extensionDir, 'manifest.json');
  const original = readFileSync(path, 'utf8');
  const manifest = Manifest.parse(JSON.parse(original));
  manifest.host_permissions.push(...origins);
  writeFileSync(path, JSON.stringify(manifest));
  const before = await launchChromium({ ...options, extensionDir, profileDir });
  await before.close();
  writeFileSync(path, original);
  const chromium = await launchChromium({ ...options, extensionDir, profileDir });
  return {
    ...chromium,
    close: async () => {
      await chromium.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
