import type { Database } from '../cache/database.ts';
import type { OrderRow } from '../cache/order-rows.ts';
import { storing } from '../platform/storage-error.ts';
import { itemsOfSet, union } from './items.ts';
import { addSecondPhase, allOf } from './journal.ts';
import { nameOfAsset, nameOfHolder } from './plan/keys.ts';
import type { PlanLimits } from './plan/plan.ts';
import { movesToDo, secondPhase } from './plan/plan-move.ts';

/** What a move takes back, now that what it granted has ended: only where the device has its licence. */
export async function beginSecondPhase(db: Database, order: OrderRow, limits: PlanLimits): Promise<void> {
  const made = await storing(() => db.orderWishes.get(order.id));
  if (made?.wish.kind !== 'move') return;
  const skips = await storing(() => db.orderSkips.where(':id').between([order.id], [order.id, []]).toArray());
  const grants = await storing(() => allOf(db, order.id).toArray());
  const failed = union(grants.flatMap(({ failures }) => failures.map(({ items }) => itemsOfSet(items))));
  const moves = movesToDo(
    made.wish.moves,
    skips.flatMap(({ skipped }) => skipped),
  );
  const bodies = secondPhase(
    moves,
    ({ serialNumber, asset }) =>
      !failed.get(nameOfHolder({ kind: 'device', id: serialNumber }))?.has(nameOfAsset(asset)),
    limits,
  );
  await addSecondPhase(db, order.id, bodies);
}
