import { type ReactNode, startTransition, useEffect, useRef, useState } from 'react';
import './look-up.css';

export const optionListId = 'results';
export const optionId = (index: number) => `result-${index}`;

export interface Option {
  line: ReactNode;
}
export interface OptionGroup {
  /** Without one the options stand alone. */
  heading?: { id: string; text: string };
  options: readonly Option[];
}

interface Props {
  label: string;
  groups: readonly OptionGroup[];
  /** Counted through all groups. */
  active: number;
  onHover: (index: number) => void;
  onPick: (index: number) => void;
}

/** More than a popup shows without scrolling. A key stroke waits for these to be drawn; the rest comes right after it. */
const AT_ONCE = 10;

/** The list that belongs to the search box; the focus stays in the box (ARIA combobox). */
export function OptionList({ label, groups, active, onHover, onPick }: Props) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list shows its active line as well
  useEffect(() => {
    const line = list.current?.querySelector('[aria-selected=true]');
    // The first line brings its heading into sight.
    (active === 0 ? list.current?.firstElementChild : line)?.scrollIntoView({ block: 'nearest' });
    line?.scrollIntoView({ block: 'nearest' });
  }, [active, groups]);
  const drawn = useAfterPaint(groups);
  const most = drawn === groups || active >= AT_ONCE ? Number.POSITIVE_INFINITY : AT_ONCE;
  let count = 0;
  return (
    <div ref={list} id={optionListId} role="listbox" aria-label={label}>
      {groups.map(({ heading, options }) => {
        const first = count;
        count += options.length;
        const lines = options.slice(0, Math.max(most - first, 0)).map(({ line }, place) => {
          const index = first + place;
          return (
            // Keys are handled by the search box, which keeps the focus.
            // biome-ignore lint/a11y/useKeyWithClickEvents: see above
            <div
              // By its place: other words in a line that is there are drawn sooner than a line made anew.
              key={index}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="result"
              onPointerMove={() => onHover(index)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onPick(index)}
            >
              {line}
            </div>
          );
        });
        if (!heading) return lines;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a listbox
          <div key={heading.id} role="group" aria-labelledby={`group-${heading.id}`}>
            <div id={`group-${heading.id}`} className="result-heading" role="presentation">
              {heading.text}
            </div>
            {lines}
          </div>
        );
      })}
    </div>
  );
}

/** A value one frame late: what React defers would often be drawn into the same frame, and hold it up. */
function useAfterPaint<T>(value: T): T {
  const [painted, setPainted] = useState(value);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setPainted(value)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [value]);
  return painted;
}
