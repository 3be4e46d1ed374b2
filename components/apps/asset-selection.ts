/**
 * What is ticked: assets in locations, so that an act knows whose licences are meant. An asset over several locations
 * is ticked when all of them are. Pure.
 */
import { type AssetGroup, type AssetPart, assetKeyText, partKeyText } from './asset-groups.ts';
import type { AssetLine } from './asset-lines.ts';

/** Keys of `partKeyText`. */
export type Ticked = ReadonlySet<string>;

const partsOf = ({ group, part }: AssetLine): readonly AssetPart[] => (part ? [part] : group.parts);

export function isTicked(ticked: Ticked, line: AssetLine): boolean {
  return partsOf(line).every((part) => ticked.has(partKeyText(part)));
}

export function tick(ticked: Ticked, lines: readonly AssetLine[], selected: boolean): Ticked {
  const next = new Set(ticked);
  for (const part of lines.flatMap(partsOf)) {
    if (selected) next.add(partKeyText(part));
    else next.delete(partKeyText(part));
  }
  return next;
}

export interface TickedRows {
  assets: number;
  rows: { group: AssetGroup; part: AssetPart }[];
}

/** What is ticked of these assets. */
export function tickedRows(ticked: Ticked, groups: readonly AssetGroup[]): TickedRows {
  // Asked at each key stroke of a search.
  if (ticked.size === 0) return { assets: 0, rows: [] };
  const rows = groups.flatMap((group) =>
    group.parts.filter((part) => ticked.has(partKeyText(part))).map((part) => ({ group, part })),
  );
  return { assets: new Set(rows.map(({ group }) => assetKeyText(group.key))).size, rows };
}

/** Whether none, some or all of the assets in the table are ticked. */
export function tickState(ticked: Ticked, shown: readonly AssetGroup[]): 'none' | 'some' | 'all' {
  const { rows } = tickedRows(ticked, shown);
  if (rows.length === 0) return 'none';
  return shown.every((group) => isTicked(ticked, { group })) ? 'all' : 'some';
}
