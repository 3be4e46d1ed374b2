import type { send as busSend } from '../../lib/bus/client.ts';
import { findTokens } from '../../lib/portal/find-tokens.ts';
import { createSieve } from '../../lib/portal/sieve.ts';

/**
 * Passes on what the page's world reports. Any script of the page can report anything, so each report is
 * read again, and a flood ends here.
 * @param now milliseconds that only grow
 */
export function createRelay(send: typeof busSend, now: () => number) {
  const sieve = createSieve(now);

  return (detail: unknown): void => {
    if (typeof detail !== 'string') return;
    for (const text of findTokens(detail)) {
      if (sieve.admit(text)) void send('portal.capture', { text });
    }
  };
}
