import type { BatchFailure } from '../../cache/order-rows.ts';
import { createItemIndex } from './item-index.ts';
import { countItems, itemAt } from './lines.ts';
import type { BatchBody, ItemSet } from './plan.ts';

/** The items of an ended batch that are done: all but those that failed. */
export function doneItems(body: BatchBody, failures: readonly Pick<BatchFailure, 'items'>[]): ItemSet[] {
  const index = createItemIndex(body);
  const failed = new Set<number>();
  for (const { items } of failures) {
    for (let place = 0; place < countItems(items); place++) {
      const number = index.numberOf(itemAt(items, place));
      if (number !== undefined) failed.add(number);
    }
  }
  const left: number[] = [];
  for (let item = 0; item < countItems(body); item++) if (!failed.has(item)) left.push(item);
  return index.pack(left);
}
