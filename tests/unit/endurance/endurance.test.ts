import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stubBrowser } from './browser-world.ts';
import { dropWrites } from './drop-writes.ts';
import { playFrozen } from './play-frozen.ts';
import { playStory } from './play-story.ts';
import { addTold, countFaults, createTold, textOfTold } from './told.ts';

/**
 * `ORCHARDIST_ENDURANCE_SEED=17` plays one story again; `ORCHARDIST_ENDURANCE_SEEDS=1000` plays so many, from
 * `ORCHARDIST_ENDURANCE_FROM` on.
 */
const only = process.env.ORCHARDIST_ENDURANCE_SEED;
const from = Number(only ?? process.env.ORCHARDIST_ENDURANCE_FROM ?? 1);
const count = only === undefined ? Number(process.env.ORCHARDIST_ENDURANCE_SEEDS ?? 50) : 1;
const seeds = Array.from({ length: count }, (_, index) => from + index);

/** In milliseconds: a story of some seconds, on a machine that does much else. */
const patience = 120_000;

const total = createTold();
let stories = 0;
let bugs: string[];
beforeAll(() => {
  ({ bugs } = stubBrowser());
});
afterAll(() => {
  process.stdout.write(`endurance: ${stories} stories from seed ${from}, ${textOfTold(total)}\n`);
});

describe('a background, whatever happens', () => {
  it.each(seeds)(
    'loses nothing in story %i',
    async (seed) => {
      const told = await playStory(seed, bugs);
      stories += 1;
      addTold(total, told);
      expect(told.states).toBeGreaterThan(50);
      expect(told.handovers).toBeGreaterThan(0);
    },
    patience,
  );

  it.runIf(only === undefined).each([1, 2, 3, 4, 5])(
    'goes on with what schema version %i left in the middle of its work',
    async (version) => {
      addTold(total, await playFrozen(version, bugs));
    },
    patience,
  );

  it.runIf(count >= 50)('met trouble and work enough to say so', () => {
    expect(Math.min(total.kills, countFaults(total), total.orders)).toBeGreaterThan(count);
    const met = [...total.faults.keys()];
    expect(met).toEqual(
      expect.arrayContaining([
        ...['drop', 'lose', 'truncate', 'html', 'error', 'network down', 'network flaps', 'disk full'],
        ...['storage.local full', 'clock jumps', 'MDM in trouble', 'changed from elsewhere'],
        ...['browser closed', 'updated', 'unlinked', 'wiped', 'placed on a page', 'refused while stopped'],
        'locked',
      ]),
    );
  });
});

/** The first of some stories that ends badly: what its checks name. */
async function findLoss(table: string, isLost: (row: unknown) => boolean): Promise<string> {
  for (let seed = 1; seed <= 10; seed++) {
    const loss = await playStory(seed, bugs, dropWrites(table, isLost)).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? String(error.cause) : String(error)),
    );
    if (loss !== undefined) return loss;
  }
  return 'nothing';
}

describe('the stories themselves', () => {
  it.each([
    ['activity', /"kind":"order-done"/, /lines of the activity log: order-done/],
    ['assets', /"adamId":"300"/, /the assets of (here|there)/],
    ['users', /"clientUserId":"user-3"/, /the people of (here|there)/],
  ])(
    'name what is lost when writes to %s are dropped',
    async (table, lost, named) => {
      expect(await findLoss(table, (row) => lost.test(JSON.stringify(row)))).toMatch(named);
    },
    patience,
  );
});
