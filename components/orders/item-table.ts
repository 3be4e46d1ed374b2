/**
 * The items of a plan or of an order as lines of a table: pairs of asset and holder, or holders. Nothing is made for
 * a line before it is looked at, so that 100,000 of them cost no more than their filter. Pure.
 */
import type { AssetKey, Holder } from '../../lib/cache/rows.ts';
import type { BatchBody, ItemSet } from '../../lib/orders/plan/plan.ts';
import type { PersonWish } from '../../lib/orders/plan/wish.ts';

/** Items of one verdict or outcome. */
export interface ItemGroup<Tag> {
  items: ItemSet;
  tag: Tag;
  /** Some of these items that came to something else. */
  but?: readonly { items: ItemSet; tag: Tag }[];
}

export interface ItemLine<Tag> {
  holder: Holder;
  asset?: AssetKey;
  tag: Tag;
}

export interface ItemQuestion<Tag> {
  passes: (tag: Tag) => boolean;
  /** Whether a holder or an asset has the text that is looked for; undefined: nothing is. */
  asset?: ((asset: AssetKey) => boolean) | undefined;
  holder?: ((holder: Holder) => boolean) | undefined;
}

interface Segment<Tag> {
  holders: readonly Holder[];
  assets: readonly AssetKey[];
  /** Of its first item in the whole table. */
  start: number;
  tag: Tag;
}

export type ItemTable<Tag> = ReturnType<typeof createItemTable<Tag>>;

export function createItemTable<Tag>(groups: readonly ItemGroup<Tag>[]) {
  const segments: Segment<Tag>[] = [];
  const others = new Map<number, Tag>();
  let count = 0;
  for (const { items, tag, but = [] } of groups) {
    const segment = { ...partsOf(items), start: count, tag };
    segments.push(segment);
    count += segment.holders.length * Math.max(segment.assets.length, 1);
    for (const other of but)
      for (const at of placesOf(segment, partsOf(other.items))) others.set(at, other.tag);
  }

  function segmentAt(index: number): Segment<Tag> | undefined {
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((segments[middle]?.start ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return segments[low];
  }

  function lineAt(index: number): ItemLine<Tag> | undefined {
    const segment = segmentAt(index);
    if (!segment || index < 0 || index >= count) return undefined;
    const at = index - segment.start;
    const holder = segment.holders[at % segment.holders.length];
    if (!holder) return undefined;
    const asset = segment.assets[Math.floor(at / segment.holders.length)];
    const tag = others.get(index) ?? segment.tag;
    return asset ? { holder, asset, tag } : { holder, tag };
  }

  return {
    count,
    lineAt,
    hasAssets: segments.some(({ assets }) => assets.length > 0),
    /** All people in it, each once. */
    people: () => [
      ...new Set(
        segments.flatMap(({ holders }) => holders.flatMap(({ kind, id }) => (kind === 'user' ? id : []))),
      ),
    ],
    /** The items that pass, by their place. A text fits an item when it fits its asset or its holder. */
    find({ passes, asset, holder }: ItemQuestion<Tag>): Uint32Array {
      const found = new Uint32Array(count);
      let size = 0;
      for (const { holders, assets, start, tag } of segments) {
        const isAsked = asset !== undefined || holder !== undefined;
        const fits = holder && holders.map(holder);
        const isIn = passes(tag);
        for (let row = 0; row < Math.max(assets.length, 1); row++) {
          const key = assets[row];
          const isAsset = !isAsked || (key !== undefined && asset !== undefined && asset(key));
          const from = start + row * holders.length;
          for (let at = 0; at < holders.length; at++) {
            if (!isAsset && !fits?.[at]) continue;
            const other = others.get(from + at);
            if (other === undefined ? isIn : passes(other)) found[size++] = from + at;
          }
        }
      }
      return found.subarray(0, size);
    },
  };
}

/** The items of one request. */
export function itemsOfBody(body: BatchBody): ItemSet {
  switch (body.call) {
    case 'associate':
    case 'disassociate':
      return { of: 'pairs', block: body };
    case 'revoke':
      return { of: 'holders', holders: holdersOf(body.clientUserIds, body.serialNumbers) };
    case 'users/retire':
      return { of: 'holders', holders: holdersOf(body.clientUserIds, []) };
    default:
      return { of: 'holders', holders: body.people.map(userOf) };
  }
}

export const countOf = (items: ItemSet): number => {
  const { holders, assets } = partsOf(items);
  return holders.length * (items.of === 'pairs' ? assets.length : 1);
};

const userOf = ({ clientUserId }: Pick<PersonWish, 'clientUserId'>): Holder => ({
  kind: 'user',
  id: clientUserId,
});

function holdersOf(clientUserIds: readonly string[], serialNumbers: readonly string[]): Holder[] {
  return [
    ...clientUserIds.map((id): Holder => ({ kind: 'user', id })),
    ...serialNumbers.map((id): Holder => ({ kind: 'device', id })),
  ];
}

function partsOf(items: ItemSet): { holders: readonly Holder[]; assets: readonly AssetKey[] } {
  if (items.of === 'holders') return { holders: items.holders, assets: [] };
  const { assets, clientUserIds, serialNumbers } = items.block;
  // Holders without an asset are no items.
  return { holders: assets.length === 0 ? [] : holdersOf(clientUserIds, serialNumbers), assets };
}

type Parts = Pick<Segment<unknown>, 'holders' | 'assets'>;

function* placesOf<Tag>(segment: Segment<Tag>, { holders, assets }: Parts): Generator<number> {
  const rows = placesByKey(segment.holders, ({ kind, id }) => `${kind} ${id}`);
  const columns = placesByKey(segment.assets, assetText);
  for (const holder of holders) {
    const row = rows.get(`${holder.kind} ${holder.id}`);
    if (row === undefined) continue;
    if (assets.length === 0) yield segment.start + row;
    for (const asset of assets) {
      const column = columns.get(assetText(asset));
      if (column !== undefined) yield segment.start + column * segment.holders.length + row;
    }
  }
}

const assetText = ({ adamId, pricingParam }: AssetKey) => `${adamId}.${pricingParam}`;

function placesByKey<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, number> {
  return new Map(list.map((one, at) => [keyOf(one), at]));
}
