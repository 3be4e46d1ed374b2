import type { BatchRow } from '../../lib/cache/order-rows.ts';
import { getOrMake, nameOfAsset, nameOfHolder } from '../../lib/orders/plan/keys.ts';
import { countItems, itemAt } from '../../lib/orders/plan/lines.ts';
import type { PlanFacts } from '../../lib/orders/plan/plan.ts';
import { itemsDone } from './outcomes.ts';

/** What each holder has: as it was read, and what these requests did since that the cache does not show yet. Pure. */
export function heldNow(read: PlanFacts['held'], batches: readonly BatchRow[]): PlanFacts['held'] {
  const held = new Map([...read].map(([holder, own]) => [holder, new Set(own)]));
  for (const row of batches) {
    if (row.unapplied === undefined) continue;
    for (const set of itemsDone([row])) {
      for (let place = 0; place < countItems(set); place++) {
        const item = itemAt(set, place);
        if (!item?.asset) continue;
        const own = getOrMake(held, nameOfHolder(item.holder), () => new Set<string>());
        if (row.body.call === 'associate') own.add(nameOfAsset(item.asset));
        else own.delete(nameOfAsset(item.asset));
      }
    }
  }
  return held;
}
