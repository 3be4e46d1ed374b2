import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stubBrowser } from './browser-world.ts';
import { playStory } from './play-story.ts';

/** `ORCHARDIST_ENDURANCE_SEED=17` plays one story again; `ORCHARDIST_ENDURANCE_SEEDS=1000` plays more of them. */
const only = process.env.ORCHARDIST_ENDURANCE_SEED;
const count = Number(process.env.ORCHARDIST_ENDURANCE_SEEDS ?? 50);
const seeds = only === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(only)];

const total = { seeds: 0, kills: 0, faults: 0, states: 0 };
let bugs: string[];
beforeAll(() => {
  ({ bugs } = stubBrowser());
});
afterAll(() => {
  const { seeds: played, kills, faults, states } = total;
  process.stdout.write(
    `endurance: ${played} seeds, ${kills} kills, ${faults} faults, ${states} states checked\n`,
  );
});

describe('a background, whatever happens', () => {
  it.each(seeds)('loses nothing in story %i', async (seed) => {
    const { kills, faults, states } = await playStory(seed, bugs);
    total.seeds += 1;
    total.kills += kills;
    total.faults += faults;
    total.states += states;
    expect(states).toBeGreaterThan(0);
  });
});
