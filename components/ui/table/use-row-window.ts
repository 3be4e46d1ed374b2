import { type RefObject, useEffect, useReducer, useRef } from 'react';
import { flushSync } from 'react-dom';
import { overscan, type RowWindow, rowWindow, topFor, type View } from './row-window.ts';

/** What stands above most tables, in CSS pixels: rows that would lie below the window need not be drawn. */
const aboveTable = 200;
/** In a lower window a table keeps a height of its own, which is below this. */
const leastHeight = 400;

/**
 * The rows to draw of a table that scrolls. All rows are of one height, so that nothing is kept for any of them, and
 * 100,000 cost what a hundred cost.
 * @param scroller what scrolls: the heading, which stays on top, and the rows below it
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
): RowWindow & { bringIntoView(index: number): void } {
  // Rows are drawn at once, not first a table without any that is measured.
  const view = useRef<View>({ top: 0, height: Math.max(innerHeight - aboveTable, leastHeight) });
  // The first paint waits for no row that is out of sight.
  const spare = useRef(0);
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const window = rowWindow(count, view.current, spare.current);
  const drawn = useRef({ count, window });
  drawn.current = { count, window };

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      // Kept also where it changes nothing now: with another count it may.
      view.current = { top: Math.max(0, element.scrollTop), height: element.clientHeight };
      spare.current = overscan;
      const { count, window } = drawn.current;
      if (!isSame(rowWindow(count, view.current, spare.current), window)) redraw();
    };
    // Before the frame that shows the rows scrolled: later, it would show none.
    const onScroll = () => flushSync(look);
    element.addEventListener('scroll', onScroll, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      sizes.disconnect();
    };
  }, [scroller]);

  return {
    ...window,
    bringIntoView(index) {
      const element = scroller.current;
      if (!element) return;
      const now = { top: element.scrollTop, height: element.clientHeight };
      const top = topFor(index, now);
      if (top !== now.top) element.scrollTop = top;
    },
  };
}

const isSame = (a: RowWindow, b: RowWindow): boolean => a.first === b.first && a.last === b.last;
