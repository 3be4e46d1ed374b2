/** Warnings as the browser's own notifications. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openWorld, type World } from './support/bad-input-world.ts';
import { expectBuild } from './support/build.ts';
import { launchChromium } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';

const Manifest = z.looseObject({
  permissions: z.array(z.string()),
  optional_permissions: z.array(z.string()),
});
const Timeline = z.array(z.object({ event: z.object({ kind: z.string(), days: z.number().optional() }) }));

let folder: string;
let world: World;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orchardist-notifications-'));
  cpSync(expectBuild('chromium'), folder, { recursive: true });
  allowNotifications(join(folder, 'manifest.json'));
  world = await openWorld({}, (options) => launchChromium({ ...options, extensionDir: folder }));
});
afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Headless never answers the browser's question, so the permission is a required one here. */
function allowNotifications(path: string): void {
  const manifest = Manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  manifest.permissions.push('notifications');
  manifest.optional_permissions = manifest.optional_permissions.filter((name) => name !== 'notifications');
  writeFileSync(path, JSON.stringify(manifest));
}

const shown = async () =>
  Object.keys(
    z
      .record(z.string(), z.unknown())
      .parse(await world.page.evaluate('new Promise((resolve) => chrome.notifications.getAll(resolve))')),
  );

test('a token that ends soon is told once, named by its location, and stands on the timeline', async () => {
  await waitFor(async () => (await shown()).includes(`token:${world.uId}`), {
    message: 'the warning is shown',
    timeout: 30_000,
  });
  const warned = async () =>
    Timeline.parse(await world.screen.rows('timeline')).filter(({ event }) => event.kind === 'warned');
  await waitFor(async () => (await warned()).length === 1, { message: 'it stands on the timeline' });
  // As the browser does on a click; no hand reaches a notification of a headless one.
  const worker = await world.chromium.serviceWorker();
  await worker.evaluate(`chrome.notifications.onClicked.dispatch('token:${world.uId}')`);
  const opened = await waitFor(
    () => world.chromium.context.pages().find((page) => page.url().includes(`#/tokens?open=${world.uId}`)),
    { message: 'the Tokens page opens' },
  );
  await opened.close();
  await waitFor(async () => (await shown()).length === 0, { message: 'the notification is gone' });
  // A new worker looks again, and knows that it was told.
  await world.chromium.killWorker();
  world.apple.setMdmInfo(world.key, { id: 'other', name: 'Other MDM', metadata: 'x' });
  await world.screen.send('location.sync', { uId: world.uId });
  await waitFor(async () => (await shown()).length === 1, { message: 'another holder is told' });
  expect(await warned()).toHaveLength(1);
  // Nothing more to ask for: the switch of the overview is gone.
  await world.page.evaluate("location.hash = '#/overview'");
  await world.page.getByText('Other MDM manages').first().waitFor();
  expect(await world.page.getByRole('switch').count()).toBe(0);
});
