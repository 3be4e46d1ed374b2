import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HolderSeed } from '../browser/holders-seed.ts';
import { bundleSeed } from '../browser/screens-page.ts';
import { expectBuild } from '../browser/support/build.ts';
import { type Chromium, launchChromium } from '../browser/support/launch-chromium.ts';
import { startLoopbackHosts } from '../browser/support/loopback-hosts.ts';
import { bundlePage } from '../support/bundle-page.ts';
import { root } from '../support/steps.ts';

/**
 * 1,000,000 assignments of 100,000 devices and some more of people; 100,000 active people and 300,000 retired ones;
 * 3,000 apps; 200 locations.
 */
const seed: HolderSeed = {
  devices: 100_000,
  apps: 10,
  people: 100_000,
  retired: 300_000,
  catalogue: 3_000,
  branches: 198,
};
const freshFor = 12 * 3_600_000;
const kept = join(root, 'bench-output');

/**
 * The production build with one page more, `baseline.html`: the least that a page over this cache can do, which tells
 * what machine and browser take for themselves.
 */
async function copyBuild(): Promise<string> {
  const folder = join(kept, 'extension');
  rmSync(folder, { recursive: true, force: true });
  cpSync(expectBuild('chromium'), folder, { recursive: true });
  const { code } = await bundlePage(join(import.meta.dirname, 'baseline-page.tsx'), 'es');
  writeFileSync(join(folder, 'baseline.js'), code);
  const head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Baseline</title>';
  const script = '<script type="module" src="/baseline.js"></script>';
  writeFileSync(join(folder, 'baseline.html'), `${head}${script}</head><body></body></html>`);
  return folder;
}

/** A browser whose cache holds the big seed; `close` it. The seed is planted anew when its code has changed
 * or half a day has passed. */
export async function openBigCache(say: (line: string) => void) {
  const net = await startLoopbackHosts(['vpp.itunes.apple.com', 'itunes.apple.com'], (_, response) =>
    response.writeHead(503).end(),
  );
  const profileDir = mkdtempSync(join(tmpdir(), 'orchardist-bench-'));
  const extensionDir = await copyBuild();
  cpSync(await plantedProfile(net, extensionDir, say), profileDir, { recursive: true });
  const chromium = await launchChromium({ net, profileDir, extensionDir });
  return {
    ...chromium,
    close: async () => {
      await chromium.close();
      await net.close();
      rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function plantedProfile(
  net: Parameters<typeof launchChromium>[0]['net'],
  extensionDir: string,
  say: (line: string) => void,
) {
  const code = await bundleSeed('holders-seed.ts');
  const state = [code, JSON.stringify(seed), extensionDir];
  const name = `profile-${createHash('sha256').update(state.join('\n')).digest('hex').slice(0, 12)}`;
  const profile = join(kept, name);
  // The ages in it are told from when it was planted: what is old would be read again.
  if (existsSync(profile) && Date.now() - statSync(profile).mtimeMs < freshFor) return profile;
  mkdirSync(kept, { recursive: true });
  for (const old of readdirSync(kept).filter((entry) => entry.startsWith('profile-'))) {
    rmSync(join(kept, old), { recursive: true, force: true });
  }
  const half = `${profile}.half`;
  const chromium = await launchChromium({ net, profileDir: half, extensionDir });
  try {
    await plant(chromium, code);
  } finally {
    await chromium.close();
  }
  renameSync(half, profile);
  say('planted 1,000,000 assignments');
  return profile;
}

async function plant(chromium: Chromium, code: string): Promise<void> {
  const page = await chromium.openConsole('/settings');
  await page.evaluate(`(async () => { ${code}; await orchardistSeed.seed(${JSON.stringify(seed)}); })()`);
  await page.close();
}
