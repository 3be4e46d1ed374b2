import { expect } from 'vitest';

/** What the stories of endurance have been through. */
export interface Told {
  kills: number;
  /** So often each kind of trouble was made. */
  faults: Map<string, number>;
  /** So many things were held against what they should be. */
  states: number;
  orders: number;
  handovers: number;
}

export const createTold = (): Told => ({
  kills: 0,
  faults: new Map(),
  states: 0,
  orders: 0,
  handovers: 0,
});

export function noteFault({ faults }: Told, what: string, times = 1): void {
  faults.set(what, (faults.get(what) ?? 0) + times);
}

export const countFaults = ({ faults }: Told) => [...faults.values()].reduce((sum, times) => sum + times, 0);

export function addTold(total: Told, told: Told): void {
  for (const name of ['kills', 'states', 'orders', 'handovers'] as const) total[name] += told[name];
  for (const [what, times] of told.faults) noteFault(total, what, times);
}

export function textOfTold(told: Told): string {
  const { kills, states, orders, handovers } = told;
  const kinds = [...told.faults].sort().map(([what, times]) => `${what} ${times}`);
  const faults = `${countFaults(told)} faults (${kinds.join(', ')})`;
  return `${kills} kills, ${faults}, ${orders} orders, ${handovers} hand-overs, ${states} checked states`;
}

/** As `expect`, and counted. @param what is looked at, which a failure names */
export function createCheck(told: Told) {
  return (actual: unknown, what: string) => {
    told.states += 1;
    return expect(actual, what);
  };
}
export type Check = ReturnType<typeof createCheck>;
