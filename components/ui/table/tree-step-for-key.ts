import type { TableTree } from './data-table.tsx';

/**
 * What Left and Right do in a tree: fold or unfold the row ("toggle"), or the row that they lead to.
 * @param key as read from left to right; undefined is returned for every other key
 */
export function treeStepForKey<Row>(
  key: string,
  at: number,
  rowAt: (index: number) => Row | undefined,
  tree: TableTree<Row>,
): 'toggle' | number | undefined {
  const row = rowAt(at);
  if (row === undefined) return undefined;
  const isExpanded = tree.isExpanded(row);
  if (key === 'ArrowRight') {
    if (isExpanded === false) return 'toggle';
    return isExpanded ? at + 1 : undefined;
  }
  if (key !== 'ArrowLeft') return undefined;
  if (isExpanded) return 'toggle';
  return tree.levelOf(row) === 2 ? parentOf(at, rowAt, tree) : undefined;
}

function parentOf<Row>(
  at: number,
  rowAt: (index: number) => Row | undefined,
  tree: TableTree<Row>,
): number | undefined {
  for (let index = at - 1; index >= 0; index -= 1) {
    const row = rowAt(index);
    // Not read yet: nobody knows where the parent stands.
    if (row === undefined) return undefined;
    if (tree.levelOf(row) === 1) return index;
  }
  return undefined;
}
