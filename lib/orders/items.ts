/** The items of a batch one by one, for when they end differently. Pure. */
import { holderKey, holderOfKey } from '../cache/holdings/holder-key.ts';
import type { Holder } from '../cache/rows.ts';
import { assetOfName, holdersOf as holdersOfBlock, nameOfAsset } from './plan/keys.ts';
import { itemsOf as setOf } from './plan/lines.ts';
import type { BatchBody, ItemSet } from './plan/plan.ts';
import type { Block } from './plan/wish.ts';

/** By holder key the names of the assets; where an item is a holder, the one name ''. */
export type Items = ReadonlyMap<string, ReadonlySet<string>>;

const noAsset: ReadonlySet<string> = new Set(['']);

export function holdersOf(body: BatchBody): Holder[] {
  const set = setOf(body);
  return set.of === 'pairs' ? holdersOfBlock(set.block) : set.of === 'holders' ? set.holders : [];
}

export function itemsOf(body: BatchBody): Items {
  const assets = 'assets' in body ? new Set(body.assets.map(nameOfAsset)) : noAsset;
  return new Map(holdersOf(body).map((holder) => [holderKey(holder), assets]));
}

export function itemsOfSet(set: ItemSet): Items {
  if (set.of === 'pairs') return itemsOf({ call: 'associate', ...set.block });
  return new Map(set.of === 'holders' ? set.holders.map((holder) => [holderKey(holder), noAsset]) : []);
}

/** Those items that `keeps` says yes to. */
export function filterItems(items: Items, keeps: (holder: string, asset: string) => boolean): Items {
  const kept = new Map<string, ReadonlySet<string>>();
  for (const [holder, assets] of items) {
    const some = new Set([...assets].filter((asset) => keeps(holder, asset)));
    if (some.size > 0) kept.set(holder, some);
  }
  return kept;
}

export function without(items: Items, gone: Items): Items {
  return gone.size === 0 ? items : filterItems(items, (holder, asset) => !gone.get(holder)?.has(asset));
}

export function union(all: readonly Items[]): Items {
  const sum = new Map<string, ReadonlySet<string>>();
  for (const items of all) {
    for (const [holder, assets] of items) sum.set(holder, new Set([...(sum.get(holder) ?? []), ...assets]));
  }
  return sum;
}

/** Some items of a batch as bodies of the same call: as few as can be, each within the limits that the batch kept. */
export function bodiesOf(body: BatchBody, items: Items): BatchBody[] {
  if (items.size === 0) return [];
  if ('people' in body) {
    return [{ ...body, people: body.people.filter((person) => items.has(`u${person.clientUserId}`)) }];
  }
  if ('assets' in body) return blocksOf(items).map((block) => ({ call: body.call, ...block }));
  const { clientUserIds, serialNumbers } = idsOf(items.keys());
  return body.call === 'revoke'
    ? [{ call: body.call, clientUserIds, serialNumbers }]
    : [{ call: body.call, clientUserIds }];
}

export function setsOf(body: BatchBody, items: Items): ItemSet[] {
  if (items.size === 0) return [];
  if ('assets' in body) return blocksOf(items).map((block) => ({ of: 'pairs', block }));
  return [{ of: 'holders', holders: [...items.keys()].map(holderOfKey) }];
}

/** Holders of the same assets make one block. */
function blocksOf(items: Items): Block[] {
  const groups = new Map<string, { assets: ReadonlySet<string>; holders: string[] }>();
  for (const [holder, assets] of items) {
    const key = [...assets].sort().join(' ');
    const group = groups.get(key) ?? { assets, holders: [] };
    group.holders.push(holder);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ assets, holders }) => ({
    assets: [...assets].map(assetOfName),
    ...idsOf(holders),
  }));
}

function idsOf(keys: Iterable<string>): Pick<Block, 'clientUserIds' | 'serialNumbers'> {
  const clientUserIds: string[] = [];
  const serialNumbers: string[] = [];
  for (const key of keys) {
    const { kind, id } = holderOfKey(key);
    (kind === 'user' ? clientUserIds : serialNumbers).push(id);
  }
  return { clientUserIds, serialNumbers };
}
