import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { apiMdms } from '../browser/support/api-mdms.ts';
import { ensureBrowsers } from '../browser/support/find-browsers.ts';
import { launchWithKnownHosts } from '../browser/support/granted-hosts.ts';
import { launchChromium } from '../browser/support/launch-chromium.ts';
import { startSimulator } from '../simulator/start-simulator.ts';
import { root, runTool } from '../support/steps.ts';
import { tellDelivery } from './delivery-story.ts';
import { createStage } from './stage.ts';
import { tellStory } from './story.ts';

/**
 * `npm run demo`: the production build, the simulated school district, a browser on the simulated portal.
 * With a display the rest is yours; without one, or with `-- --headless`, it plays the whole story itself.
 */
const pictures = join(root, 'demo-output');
const headless = process.argv.includes('--headless') || !hasDisplay();

rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });

const missing = ensureBrowsers(['chromium'], join(pictures, 'browsers.log'), (line) => console.log(line));
if (missing.length > 0) process.exit(1);

const stage = createStage(pictures);
await stage.step('build the extension', async () => {
  const built = await runTool('wxt', ['build']);
  if (!built.ok) throw new Error(built.output);
});
const simulator = await stage.step('start the simulated Apple', () => startSimulator({ seed: 'school' }));
/** Those that take the token with one click and no further sign-in. */
const mdms = apiMdms(simulator.mdm).filter(({ connector }) =>
  ['jamf-pro', 'fleet', 'manageengine', 'applivery'].includes(connector),
);
const origins = mdms.flatMap((mdm) => mdm.origins);
const options = { net: simulator, viewport: { width: 1280, height: 800 } };
try {
  const chromium = await stage.step('open the browser', () =>
    headless ? launchWithKnownHosts(origins, options) : launchChromium({ ...options, headed: true }),
  );
  try {
    if (headless) {
      await tellStory(stage, chromium, simulator);
      for (const mdm of mdms) await tellDelivery(stage, chromium, simulator, mdm);
      await stage.step('the token went to Apple and to those MDMs alone', async () => {
        const { offences, crashes } = simulator.log;
        if (offences.length > 0 || crashes.length > 0) throw new Error(JSON.stringify({ offences, crashes }));
      });
    } else {
      await chromium.page('https://school.apple.com/');
      console.log('Click Download beside a location, then the card. Close the browser to end.');
      await new Promise((resolve) => chromium.context.on('close', resolve));
    }
  } finally {
    await chromium.close();
  }
} finally {
  await simulator.close();
}
stage.close();

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  // A display named for another machine's socket is none.
  return Boolean(WAYLAND_DISPLAY) || (Boolean(DISPLAY) && existsSync('/tmp/.X11-unix'));
}
