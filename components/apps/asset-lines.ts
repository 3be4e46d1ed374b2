/** The rows of the tree: an asset, and below an opened one its locations. Pure. */
import { type AssetGroup, type AssetPart, assetKeyText, keyOfText, partKeyText } from './asset-groups.ts';

/** Without a part it stands for the asset over all its locations. */
export interface AssetLine {
  group: AssetGroup;
  part?: AssetPart;
}

/** @param expanded keys of the opened assets */
export function toLines(groups: readonly AssetGroup[], expanded: ReadonlySet<string>): AssetLine[] {
  return groups.flatMap((group): AssetLine[] => {
    if (!canExpand(group) || !expanded.has(assetKeyText(group.key))) return [{ group }];
    return [{ group }, ...group.parts.map((part) => ({ group, part }))];
  });
}

/** One location says all that there is to say. */
export function canExpand({ parts }: AssetGroup): boolean {
  return parts.length > 1;
}

/** Also its form in the address: "361309726.STDQ", in one location "361309726.STDQ.2049025000431439". */
export function keyOfLine({ group, part }: AssetLine): string {
  return part ? partKeyText(part) : assetKeyText(group.key);
}

/** The line that an address names; undefined when it is no more, or never was. */
export function findLine(groups: readonly AssetGroup[], key: string): AssetLine | undefined {
  const named = keyOfText(key);
  if (!named) return undefined;
  const { adamId, pricingParam } = named.key;
  const group = groups.find(({ key }) => key.adamId === adamId && key.pricingParam === pricingParam);
  if (!group || named.uId === undefined) return group && { group };
  const part = group.parts.find(({ asset }) => asset.uId === named.uId);
  return part && { group, part };
}
