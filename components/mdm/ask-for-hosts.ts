import { browser } from 'wxt/browser';
import type { Failure } from '../../lib/platform/errors.ts';
import { hostsOf } from './kinds.ts';

/**
 * Asks the browser for exactly these hosts, without a question where it has them. Must be the first thing in the click
 * itself: browsers refuse it later.
 * @returns why not, or undefined when it may
 */
export async function askForHosts(origins: string[]): Promise<Failure | undefined> {
  const failure: Failure = { code: 'mdm-permission', details: { address: hostsOf(origins) } };
  try {
    return (await browser.permissions.request({ origins })) ? undefined : failure;
  } catch {
    // The browser knows no such host, or a policy forbids it.
    return failure;
  }
}
