/**
 * The row that a key leads to; undefined for keys that do not move.
 * @param page how many rows Page Up and Page Down pass
 */
export function stepForKey(key: string, from: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + Math.max(page, 1),
    PageUp: from - Math.max(page, 1),
    Home: 0,
    End: count - 1,
  };
  const wanted = steps[key];
  return wanted === undefined ? undefined : Math.min(Math.max(wanted, 0), count - 1);
}
