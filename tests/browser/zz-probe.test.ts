import { test, expect } from 'vitest';
import { startSimulator } from '/work/wt/connectors/tests/simulator/start-simulator.ts';
import { launchChromium } from '/work/wt/connectors/tests/browser/support/launch-chromium.ts';
import { openHostAccess } from '/work/wt/connectors/tests/browser/support/host-access.ts';
test('probe', async () => {
  const simulator = await startSimulator({});
  const chromium = await launchChromium({ net: simulator });
  const page = await chromium.openConsole('/tokens');
  const access = await openHostAccess(chromium);
  const p = 'https://acme.jamfcloud.com/*';
  console.log('before', await page.evaluate(`chrome.permissions.contains({origins:['${p}']})`));
  try { console.log('grant', await access.grant(p)); } catch (e) { console.log('grant failed', String(e)); }
  console.log('after', await page.evaluate(`chrome.permissions.contains({origins:['${p}']})`), await page.evaluate(`chrome.permissions.getAll()`));
  console.log('fetch', await page.evaluate(`fetch('https://acme.jamfcloud.com/api/v1/volume-purchasing-locations', {credentials:'omit'}).then(r => r.status, e => String(e))`));
  console.log('remove', await page.evaluate(`chrome.permissions.remove({origins:['${p}']})`));
  console.log('after', await page.evaluate(`chrome.permissions.contains({origins:['${p}']})`));
  await chromium.close(); await simulator.close();
}, 60000);
