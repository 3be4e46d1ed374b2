/** Height of a row and of the heading, in CSS pixels; `--row` of the theme. */
export const rowHeight = 36;
/** Rows that are drawn above and below those in sight: enough for a turn of the wheel, as each costs in every frame. */
export const overscan = 4;

/** What of a table can be seen, in CSS pixels; the heading stands over the first of them. */
export interface View {
  /** How far it is scrolled. */
  top: number;
  height: number;
}

/** The rows that are drawn, both included; `last` below `first` when there are none. */
export interface RowWindow {
  first: number;
  last: number;
}

/**
 * A view that lies behind the end, as right after rows have gone, has the last rows.
 * @param spare rows that are drawn above and below those in sight
 */
export function rowWindow(count: number, { top, height }: View, spare: number): RowWindow {
  const inSight = Math.ceil(bodyOf(height) / rowHeight) + 1;
  const start = Math.max(0, Math.min(Math.floor(top / rowHeight), count - inSight));
  return { first: Math.max(0, start - spare), last: Math.min(count - 1, start + inSight - 1 + spare) };
}

/** How far to scroll so that a row is whole in sight, as little as can be. */
export function topFor(index: number, { top, height }: View): number {
  const start = index * rowHeight;
  if (start < top) return start;
  return Math.max(top, start + rowHeight - bodyOf(height));
}

const bodyOf = (height: number): number => Math.max(rowHeight, height - rowHeight);
