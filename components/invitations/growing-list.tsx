import { type ComponentType, memo, useEffect, useMemo, useState } from 'react';

/** So many are drawn at once: with a QR code each, they take about one frame. */
const AT_ONCE = 16;

/** Draws some more each time until all are there, so that thousands never hold up the page. @returns how many are drawn */
export function useGrowing(total: number): number {
  const [grown, setGrown] = useState(AT_ONCE);
  useEffect(() => {
    if (grown >= total) return;
    const timer = setTimeout(() => setGrown(grown + AT_ONCE));
    return () => clearTimeout(timer);
  }, [grown, total]);
  return Math.min(grown, total);
}

interface Props<Item, More> {
  items: readonly Item[];
  /** Of `useGrowing`. */
  drawn: number;
  keyOf: (item: Item) => string;
  Line: ComponentType<{ item: Item; more: More }>;
  /** For each line; the same object as long as nothing has changed. */
  more: More;
}

/** The lines of a list as far as they are drawn; what was drawn is not drawn again. */
export function GrowingLines<Item, More>({ items, drawn, keyOf, Line, more }: Props<Item, More>) {
  const Kept = useMemo(() => memo(Line), [Line]);
  return items.slice(0, drawn).map((item) => <Kept key={keyOf(item)} item={item} more={more} />);
}
