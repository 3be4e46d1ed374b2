import type { Holder } from '../../cache/rows.ts';
import { getOrMake, nameOfHolder } from './keys.ts';
import type { Plan, Skipped, Verdict } from './plan.ts';

/** Keeps holders by verdict, in their order; who stood before is a duplicate. */
export function createSorter() {
  const seen = new Set<string>();
  const kept = new Map<Verdict, Holder[]>();
  const counts: Plan['counts'] = {};
  return {
    counts,
    /** @returns whether the plan does it */
    add(holder: Holder, verdictOf: () => Verdict): boolean {
      const name = nameOfHolder(holder);
      const verdict = seen.has(name) ? 'duplicate' : verdictOf();
      seen.add(name);
      counts[verdict] = (counts[verdict] ?? 0) + 1;
      getOrMake(kept, verdict, (): Holder[] => []).push(holder);
      return verdict === 'will-do';
    },
    willDo: (): readonly Holder[] => kept.get('will-do') ?? [],
    skipped: (): Skipped[] =>
      [...kept].flatMap(([verdict, holders]) =>
        verdict === 'will-do' ? [] : [{ verdict, of: 'holders', holders }],
      ),
  };
}
