/**
 * The items of a plan or of an order as lines of a table: pairs of asset and holder, or holders. Nothing is made for
 * a line before it is looked at, so that 100,000 of them cost no more than their filter. Pure.
 */
import type { AssetKey, Holder } from '../../lib/cache/rows.ts';
import { countItems, type Item, itemAt } from '../../lib/orders/plan/lines.ts';
import type { ItemSet } from '../../lib/orders/plan/plan.ts';

/** Items of one verdict or outcome. */
export interface ItemGroup<Tag> {
  items: ItemSet;
  tag: Tag;
  /** Some of these items that came to something else. */
  but?: readonly { items: ItemSet; tag: Tag }[];
}

export interface ItemLine<Tag> extends Item {
  tag: Tag;
}

export interface ItemQuestion<Tag> {
  passes: (tag: Tag) => boolean;
  /** Whether a holder or an asset has the text that is looked for; undefined: nothing is. */
  text?: { asset: (asset: AssetKey) => boolean; holder: (holder: Holder) => boolean };
}

interface Segment<Tag> {
  items: ItemSet;
  count: number;
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
    const segment = { items, count: countItems(items), start: count, tag };
    segments.push(segment);
    count += segment.count;
    if (but.length > 0) for (const [at, other] of placesOf(segment, but)) others.set(at, other);
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

  return {
    count,
    hasAssets: segments.some(({ items }) => items.of !== 'holders'),
    hasMoves: segments.some(({ items }) => items.of === 'moves'),
    lineAt(index: number): ItemLine<Tag> | undefined {
      const segment = segmentAt(index);
      const item = segment && index >= 0 ? itemAt(segment.items, index - segment.start) : undefined;
      return segment && item && { ...item, tag: others.get(index) ?? segment.tag };
    },
    /** All people in it, each once. */
    people: () => [
      ...new Set(
        segments.flatMap(({ items }) =>
          holdersOf(items).flatMap(({ kind, id }) => (kind === 'user' ? id : [])),
        ),
      ),
    ],
    /** The items that pass, by their place. A text fits an item when it fits its asset or its holder. */
    find({ passes, text }: ItemQuestion<Tag>): Uint32Array {
      const found = new Uint32Array(count);
      let size = 0;
      for (const segment of segments) {
        const isIn = passes(segment.tag);
        const fits = text && fitsOf(segment.items, text);
        for (let at = 0; at < segment.count; at++) {
          if (fits && !fits(at)) continue;
          const other = others.get(segment.start + at);
          if (other === undefined ? isIn : passes(other)) found[size++] = segment.start + at;
        }
      }
      return found.subarray(0, size);
    },
  };
}

/** Each holder and asset is compared once, however many items it has. */
function fitsOf(
  items: ItemSet,
  { asset, holder }: NonNullable<ItemQuestion<unknown>['text']>,
): (at: number) => boolean {
  const holders = holdersOf(items).map(holder);
  if (items.of === 'holders') return (at) => holders[at] ?? false;
  if (items.of === 'moves') {
    const { moves } = items;
    const half = moves.length;
    return (at) => {
      const move = moves[at];
      return (move && asset(move.asset)) || (holders[at] ?? false) || (holders[at + half] ?? false);
    };
  }
  const assets = items.block.assets.map(asset);
  return (at) => (assets[at % assets.length] ?? false) || (holders[Math.floor(at / assets.length)] ?? false);
}

/** In the order of their items; of moves first the people, then the devices. */
function holdersOf(items: ItemSet): readonly Holder[] {
  const user = (id: string): Holder => ({ kind: 'user', id });
  const device = (id: string): Holder => ({ kind: 'device', id });
  if (items.of === 'holders') return items.holders;
  if (items.of === 'moves') {
    const { moves } = items;
    return [
      ...moves.map(({ clientUserId }) => user(clientUserId)),
      ...moves.map(({ serialNumber }) => device(serialNumber)),
    ];
  }
  return [...items.block.clientUserIds.map(user), ...items.block.serialNumbers.map(device)];
}

const nameOf = ({ holder, asset }: Item) =>
  `${holder.kind} ${holder.id} ${asset ? `${asset.adamId}.${asset.pricingParam}` : ''}`;

function* placesOf<Tag>(
  segment: Segment<Tag>,
  but: readonly { items: ItemSet; tag: Tag }[],
): Generator<[number, Tag]> {
  const tags = new Map<string, Tag>();
  for (const { items, tag } of but) for (const item of itemsIn(items)) tags.set(nameOf(item), tag);
  let at = segment.start;
  for (const item of itemsIn(segment.items)) {
    const tag = tags.get(nameOf(item));
    if (tag !== undefined) yield [at, tag];
    at++;
  }
}

function* itemsIn(items: ItemSet): Generator<Item> {
  const count = countItems(items);
  for (let at = 0; at < count; at++) {
    const item = itemAt(items, at);
    if (item) yield item;
  }
}
