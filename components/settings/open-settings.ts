/** Settings and policy, by themselves: Zod, which reads them, comes when they are looked at, not with each new tab. */
import { browser } from 'wxt/browser';
import { systemClock } from '../../lib/platform/clock.ts';
import { createPolicy } from '../../lib/platform/policy.ts';
import { createSettings } from '../../lib/platform/settings.ts';

/** The settings of this browser, under its policy. */
export function openSettings() {
  const area = browser.storage.local;
  const { sleep } = systemClock;
  return createSettings(area, createPolicy({ managed: browser.storage.managed, kept: area, sleep }));
}
