import type { Database } from '../../../../lib/cache/database.ts';
import type { BatchRow, OrderRow } from '../../../../lib/cache/order-rows.ts';
import { type Items, itemsOf, itemsOfSet, union, without } from '../../../../lib/orders/items.ts';
import type { AppleService } from '../../../simulator/apple/apple-service.ts';

/**
 * What is held by whom, as `adamId holder`, with the books that a retired record keeps (reference 11.1); and the active
 * people, with their address.
 */
export interface Model {
  held: Set<string>;
  people: Map<string, string | undefined>;
}

interface Place {
  apple: { service: AppleService };
  key: string;
}

export function readModel({ apple, key }: Place): Model {
  const { service } = apple;
  const active = service
    .dumpUsers(key)
    .filter(({ status }) => status === 'Registered' || status === 'Associated');
  const people = new Map(active.map(({ clientUserId, email }) => [clientUserId, email]));
  const held = service.dumpAssignments(key).map((line) => {
    const [adamId = '', , kind = '', ...id] = line.split(' ');
    return `${adamId} ${kind === 'user' ? 'u' : 'd'}${id.join(' ')}`;
  });
  return { held: new Set(held), people };
}

/** Carries out on the model what the journal says was done. */
export function applyJournal(model: Model, world: Place, batches: readonly BatchRow[]): void {
  const revocable = new Set(
    world.apple.service.dumpAssets(world.key).flatMap((asset) => (asset.revocable ? asset.adamId : [])),
  );
  for (const row of batches) {
    if (row.state !== 'done') continue;
    const { body } = row;
    for (const [holder, assets] of doneOf(row)) {
      const id = holder.slice(1);
      if (body.call === 'associate') for (const asset of assets) model.held.add(pair(asset, holder));
      if (body.call === 'disassociate') for (const asset of assets) model.held.delete(pair(asset, holder));
      if (body.call === 'revoke' || body.call === 'users/retire') {
        for (const held of model.held) {
          const [adamId = '', owner] = held.split(' ');
          if (owner === holder && revocable.has(adamId)) model.held.delete(held);
        }
      }
      if (body.call === 'users/retire') model.people.delete(id);
      if ('people' in body) {
        const wish = body.people.find(({ clientUserId }) => clientUserId === id);
        const before = body.call === 'users/update' ? model.people.get(id) : undefined;
        model.people.set(id, wish?.email ?? before);
      }
    }
  }
}

const pair = (asset: string, holder: string) => `${asset.split('/')[0]} ${holder}`;

export function doneOf({ body, failures }: BatchRow): Items {
  return without(itemsOf(body), union(failures.map(({ items }) => itemsOfSet(items))));
}

export async function readJournal(db: Database): Promise<{ order: OrderRow; batches: BatchRow[] }[]> {
  const orders = await db.orders.orderBy('createdAt').toArray();
  return Promise.all(
    orders.map(async (order) => ({
      order,
      batches: await db.batches
        .where('[orderId+batch]')
        .between([order.id, -1], [order.id, Number.MAX_SAFE_INTEGER])
        .toArray(),
    })),
  );
}
