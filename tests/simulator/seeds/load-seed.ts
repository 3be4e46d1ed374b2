import { gridSeed } from './grid.ts';
import { schoolSeed } from './school.ts';
import type { LocationSeed, SeedName, StoreSeed } from './seed-types.ts';
import { tinySeed } from './tiny.ts';

const makers: Record<SeedName, () => LocationSeed[]> = {
  tiny: tinySeed,
  school: schoolSeed,
  'sixty-thousand': () => gridSeed('sixty-thousand', { devices: 5_900, appsEach: 10, apps: 60, people: 500 }),
  million: () => gridSeed('million', { devices: 100_000, appsEach: 10, apps: 200, people: 0 }),
};

export const isSeedName = (name: string): name is SeedName => Object.hasOwn(makers, name);

export const loadSeed = (seed: SeedName | LocationSeed[]): LocationSeed[] =>
  typeof seed === 'string' ? makers[seed]() : seed;

/** What the public look-up knows, over all locations. */
export function catalogueOf(seeds: LocationSeed[]): Map<string, StoreSeed> {
  const known = seeds.flatMap(({ assets }) =>
    assets.flatMap(({ adamId, store }) => (store ? [{ adamId, store }] : [])),
  );
  return new Map(known.map(({ adamId, store }) => [adamId, store]));
}
