import { vi } from 'vitest';
import type { Clock } from '../../../lib/platform/clock.ts';

/** Later than this lies what nothing under way waits for, such as the end of a token. */
const FAR_MS = 10 * 60_000;
/** So many rounds of the event loop without a stir: whatever goes on waits for the time. */
const QUIET_ROUNDS = 12;
/** And so many when nothing waits for the time either. */
const REST_ROUNDS = 60;
const MOST_ROUNDS = 60_000;

interface Sleeper {
  at: number;
  wake(): void;
}

/** Time that passes only when nothing else can go on: hours of waiting cost none, and no request runs into its limit. */
export function createVirtualTime(start = Date.UTC(2026, 8, 1)) {
  let now = start;
  /** What the browser's clock is off by, as an admin sets it. */
  let shift = 0;
  let busy = 0;
  let stirs = 0;
  const sleepers = new Set<Sleeper>();

  const clock: Clock = {
    now: () => now + shift,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const abort = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          at: now + Math.max(ms, 0),
          wake() {
            signal?.removeEventListener('abort', abort);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
      }),
  };

  function wakeNext(): boolean {
    const next = [...sleepers].sort((a, b) => a.at - b.at)[0];
    if (!next || next.at > now + FAR_MS) return false;
    now = Math.max(now, next.at);
    sleepers.delete(next);
    next.wake();
    return true;
  }

  return {
    clock,
    /** Of the world outside, whose clock nobody sets. */
    outside: { now: () => now },
    pass: (ms: number) => {
      now += ms;
    },
    /** The browser's clock jumps; the world's does not. */
    jump: (ms: number) => {
      shift += ms;
    },
    setRight: () => {
      shift = 0;
    },
    stir: () => {
      stirs += 1;
    },
    /** While it runs, no time passes. */
    async during<T>(work: () => Promise<T>): Promise<T> {
      busy += 1;
      try {
        return await work();
      } finally {
        busy -= 1;
        stirs += 1;
      }
    },
    /** Whoever sleeps never wakes again. */
    forget: () => sleepers.clear(),
    /** Lets time pass until nothing goes on any more, or `isOver` says so. */
    async settle(isOver: () => boolean = () => false): Promise<void> {
      let quiet = 0;
      for (let round = 0; round < MOST_ROUNDS && !isOver(); round += busy > 0 ? 0 : 1) {
        const before = stirs;
        await new Promise((resolve) => setImmediate(resolve));
        quiet = busy > 0 || stirs !== before ? 0 : quiet + 1;
        if (quiet === QUIET_ROUNDS && wakeNext()) quiet = 0;
        if (quiet > REST_ROUNDS) return;
      }
      if (!isOver()) throw new Error('the background does not come to rest');
    },
  };
}
export type VirtualTime = ReturnType<typeof createVirtualTime>;

/** While the platform computes keys, which it does beside the event loop, no time passes. @returns ends it */
export function heedCrypto({ during }: VirtualTime): () => void {
  const { subtle } = crypto;
  const deriveBits = subtle.deriveBits.bind(subtle);
  const encrypt = subtle.encrypt.bind(subtle);
  const decrypt = subtle.decrypt.bind(subtle);
  const digest = subtle.digest.bind(subtle);
  const spies = [
    vi.spyOn(subtle, 'deriveBits').mockImplementation((...args) => during(() => deriveBits(...args))),
    vi.spyOn(subtle, 'encrypt').mockImplementation((...args) => during(() => encrypt(...args))),
    vi.spyOn(subtle, 'decrypt').mockImplementation((...args) => during(() => decrypt(...args))),
    vi.spyOn(subtle, 'digest').mockImplementation((...args) => during(() => digest(...args))),
  ];
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}
