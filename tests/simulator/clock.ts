/** Time of the simulator. `now` is in milliseconds since the epoch and can be pushed forward by tests. */
export interface SimulatorClock {
  now(): number;
  advance(ms: number): void;
}

/** @param source the clock underneath; the real one unless a test brings its own */
export function createSimulatorClock(source: { now(): number } = Date): SimulatorClock {
  let offset = 0;
  return {
    now: () => source.now() + offset,
    advance: (ms) => {
      offset += ms;
    },
  };
}

/** Apple's date form, always UTC: `2030-11-08T22:33:22+0000` (reference 3). */
export function appleDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+0000`;
}
