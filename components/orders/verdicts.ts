import { itemsOf } from '../../lib/orders/plan/lines.ts';
import type { ItemSet, Plan, Verdict } from '../../lib/orders/plan/plan.ts';
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

/** A plan's items, those that are done first. Of a move the batches are half of it: its moves are the items. */
export function planTable({ batches, moves, skipped }: Pick<Plan, 'batches' | 'moves' | 'skipped'>) {
  const willDo: ItemSet[] = moves ? [{ of: 'moves', moves }] : batches.map(itemsOf);
  const groups: ItemGroup<Verdict>[] = [
    ...willDo.map((items): ItemGroup<Verdict> => ({ items, tag: 'will-do' })),
    ...skipped.map((one): ItemGroup<Verdict> => ({ items: one, tag: one.verdict })),
  ];
  return createItemTable(groups);
}
