/** Assets and holders as texts, as `PlanFacts` names them. */
import type { AssetKey, Holder } from '../../cache/rows.ts';
import type { Block } from './wish.ts';

export function nameOfAsset({ adamId, pricingParam }: AssetKey): string {
  return `${adamId}/${pricingParam}`;
}

export function assetOfName(name: string): AssetKey {
  const [adamId = '', pricingParam] = name.split('/');
  return { adamId, pricingParam: pricingParam === 'PLUS' ? 'PLUS' : 'STDQ' };
}

export function nameOfHolder({ kind, id }: Holder): string {
  return (kind === 'device' ? 'd' : 'u') + id;
}

/** In the order in which they are served: people first, then devices, each as given. */
export function holdersOf({
  clientUserIds,
  serialNumbers,
}: Pick<Block, 'clientUserIds' | 'serialNumbers'>): Holder[] {
  return [
    ...clientUserIds.map((id): Holder => ({ kind: 'user', id })),
    ...serialNumbers.map((id): Holder => ({ kind: 'device', id })),
  ];
}

/** The value of a key, made and kept when it is new. */
export function getOrMake<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
