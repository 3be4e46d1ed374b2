import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { expectBuild } from './build.ts';
import { buildWithHosts } from './change-build.ts';
import { type ChromiumOptions, launchChromium } from './launch-chromium.ts';

const Manifest = z.looseObject({ version: z.string() });

/**
 * The production build in a profile whose admin has allowed these hosts already, as no headless browser can answer the
 * browser's prompt: an earlier start had them among the required ones. They can be asked for and removed as ever; what
 * was removed is prompted for again. The browser may be closed and launched again over it.
 */
export async function createProfileWithHosts(origins: readonly string[], options: ChromiumOptions) {
  const build = buildWithHosts(origins);
  const profileDir = mkdtempSync(join(tmpdir(), 'orchardist-profile-'));
  const launch = () => launchChromium({ ...options, extensionDir: build.folder, profileDir });
  await (await launch()).close();
  const manifestFile = join(build.folder, 'manifest.json');
  const builtManifest = join(expectBuild('chromium'), 'manifest.json');
  copyFileSync(builtManifest, manifestFile);
  let updates = 0;
  return {
    profileDir,
    launch,
    /** The next launch finds a newer version of the extension. @returns which */
    update(): string {
      const manifest = Manifest.parse(JSON.parse(readFileSync(builtManifest, 'utf8')));
      const version = `${manifest.version}.${++updates}`;
      writeFileSync(manifestFile, JSON.stringify({ ...manifest, version }));
      return version;
    },
    remove(): void {
      build.remove();
      rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** One browser over such a profile, which goes with it. */
export async function launchWithKnownHosts(origins: readonly string[], options: ChromiumOptions) {
  const profile = await createProfileWithHosts(origins, options);
  const chromium = await profile.launch();
  return {
    ...chromium,
    close: async () => {
      await chromium.close();
      profile.remove();
    },
  };
}
