import { hash } from '../../../simulator/seeds/random.ts';

export type Dice = ReturnType<typeof createDice>;

/** Chance that a seed alone decides, so that it can be played again. */
export function createDice(seed: number) {
  let throws = 0;
  const below = (limit: number) => hash(throws++, seed) % limit;
  return {
    /** 0 to `limit - 1`. */
    below,
    between: (least: number, most: number) => least + below(most - least + 1),
    /** True so often of a hundred. */
    often: (percent: number) => below(100) < percent,
    one<T>(list: readonly T[]): T {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new Error('nothing to choose from');
      return chosen;
    },
    /** Some of them, in their order; at least one. */
    some<T>(list: readonly T[]): T[] {
      const chosen = list.filter(() => below(100) < 45);
      return chosen.length > 0 ? chosen : list.slice(0, 1);
    },
  };
}
