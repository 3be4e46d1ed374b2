import type { send as busSend } from '../../lib/bus/client.ts';
import { createSieve } from '../../lib/portal/sieve.ts';
import { decodeToken } from '../../lib/token/decode-token.ts';

/**
 * Passes on what the page's world reports. Any script of the page can report anything, so each report is
 * read again, and a flood ends here.
 * @param now milliseconds that only grow
 */
export function createRelay(send: typeof busSend, now: () => number) {
  const sieve = createSieve(now);

  return (detail: unknown): void => {
    if (typeof detail !== 'string') return;
    const reading = decodeToken(detail);
    if (reading.ok && sieve.admit(reading.token.text))
      void send('portal.capture', { text: reading.token.text });
  };
}
