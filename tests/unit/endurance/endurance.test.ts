import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stubBrowser } from './browser-world.ts';
import { playStory } from './play-story.ts';

/** `ORCHARDIST_ENDURANCE_SEED=17` plays one story again; `ORCHARDIST_ENDURANCE_SEEDS=1000` plays more of them. */
const only = process.env.ORCHARDIST_ENDURANCE_SEED;
const count = Number(process.env.ORCHARDIST_ENDURANCE_SEEDS ?? 50);
const seeds = only === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(only)];

const total = { seeds: 0, kills: 0, faults: 0, states: 0, orders: 0, handovers: 0 };
let bugs: string[];
beforeAll(() => {
  ({ bugs } = stubBrowser());
});
afterAll(() => {
  const text = Object.entries(total).map(([name, number]) => `${number} ${name}`);
  process.stdout.write(`endurance: ${text.join(', ')}\n`);
});

describe('a background, whatever happens', () => {
  it.each(seeds)('loses nothing in story %i', async (seed) => {
    const told = await playStory(seed, bugs);
    total.seeds += 1;
    for (const name of ['kills', 'faults', 'states', 'orders', 'handovers'] as const)
      total[name] += told[name];
    expect(told.states).toBeGreaterThan(0);
    expect(told.handovers).toBeGreaterThan(0);
  });

  it.runIf(only === undefined && count >= 50)('met trouble and work enough to say so', () => {
    const { kills, faults, orders } = total;
    expect(Math.min(kills, faults, orders)).toBeGreaterThan(count);
  });
});
