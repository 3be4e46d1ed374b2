import { itemsOf } from '../../lib/orders/plan/lines.ts';
import type { Plan, Verdict } from '../../lib/orders/plan/plan.ts';
import type { Tone } from '../ui/state.tsx';
import { createItemTable, type ItemGroup } from './item-table.ts';

/** How each verdict looks: what is done, what needs nothing, what the admin may want to mend. */
export const verdictTones: Readonly<Record<Verdict, Tone>> = {
  'will-do': 'good',
  'already-so': 'neutral',
  'not-device-assignable': 'warning',
  'users-only': 'warning',
  irrevocable: 'warning',
  duplicate: 'neutral',
  'duplicate-account': 'warning',
  short: 'warning',
  'unknown-holder': 'warning',
  'retired-holder': 'warning',
  'unknown-asset': 'warning',
  exists: 'neutral',
  'bad-email': 'danger',
  'bad-id': 'danger',
};

/** In the order of the table: what is done, then what is not and why. */
const verdicts = Object.keys(verdictTones).filter((name): name is Verdict => name in verdictTones);

/** The verdicts that a plan has, with how many items got each. */
export function countsOf({ counts }: Pick<Plan, 'counts'>): { verdict: Verdict; count: number }[] {
  return verdicts.flatMap((verdict) => {
    const count = counts[verdict] ?? 0;
    return count > 0 ? [{ verdict, count }] : [];
  });
}

/** A plan's items, those that are done first. */
export function planTable({ batches, skipped }: Pick<Plan, 'batches' | 'skipped'>) {
  const groups: ItemGroup<Verdict>[] = [
    ...batches.map((body): ItemGroup<Verdict> => ({ items: itemsOf(body), tag: 'will-do' })),
    ...skipped.map((one): ItemGroup<Verdict> => ({ items: one, tag: one.verdict })),
  ];
  return createItemTable(groups);
}
