/**
 * How long an order takes when nothing goes wrong. Of `n` batches and a rate of `r` requests a second:
 *
 *     sends  = n / r                                    one request a batch, at the governor's pace
 *     rounds = 1, and one more for each further 25,000 items of the largest batch
 *     time   = max(sends + 30 s x rounds, n x (1 + rounds) / r)
 *
 * The first status is read 30 s after a send, the next no sooner than 30 s after (design 6.3), each read a request of
 * its own; a vendor saw 25,000 items done at the first read (semantics 4). The two halves of a move follow each other.
 */

import { countItems } from './lines.ts';
import type { BatchBody } from './plan.ts';

const STATUS_AFTER_MS = 30_000;
const ITEMS_A_ROUND = 25_000;

/** @returns milliseconds */
export function expectTime(batches: readonly BatchBody[], requestsPerSecond: number): number {
  if (batches.length === 0) return 0;
  const largest = batches.reduce((most, body) => Math.max(most, countItems(body)), 0);
  const rounds = Math.max(1, Math.ceil(largest / ITEMS_A_ROUND));
  const requestMs = 1000 / Math.max(requestsPerSecond, 0.1);
  const paced = batches.length * requestMs;
  return Math.round(Math.max(paced + STATUS_AFTER_MS * rounds, paced * (1 + rounds)));
}
