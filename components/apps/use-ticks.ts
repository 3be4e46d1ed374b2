import { useMemo, useState } from 'react';
import type { TableSelection } from '../ui/table/data-table.tsx';
import type { AssetGroup } from './asset-groups.ts';
import type { AssetLine } from './asset-lines.ts';
import { isTicked, type Ticked, tick, tickedRows, tickState } from './asset-selection.ts';

/**
 * The ticks of the list. They outlive a search, so that apps can be gathered one search after the other; what the
 * filters hide is counted, so that nothing is acted on unseen.
 * @param groups all assets; `shown` those that the filters leave; `lines` the rows in the table
 */
export function useTicks(
  groups: readonly AssetGroup[],
  shown: readonly AssetGroup[],
  lines: readonly AssetLine[],
) {
  const [marked, setMarked] = useState<Ticked>(new Set());
  const ticked = useMemo(() => tickedRows(marked, groups), [marked, groups]);
  const inSight = useMemo(() => tickedRows(marked, shown), [marked, shown]);
  const selection = useMemo(
    (): TableSelection<AssetLine> => ({
      isSelected: (line) => isTicked(marked, line),
      onSelect: ({ from, to, selected }) =>
        setMarked((before) => tick(before, lines.slice(from, to + 1), selected)),
      onSelectAll: (selected) =>
        setMarked((before) =>
          tick(
            before,
            shown.map((group) => ({ group })),
            selected,
          ),
        ),
      state: tickState(marked, shown),
    }),
    [marked, shown, lines],
  );
  return {
    selection,
    ticked,
    hidden: ticked.assets - inSight.assets,
    clear: () => setMarked(new Set()),
  };
}
