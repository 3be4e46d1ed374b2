import { useEffect, useRef } from 'react';
import './tick.css';

interface Props {
  label: string;
  state: 'none' | 'some' | 'all';
  isDisabled?: boolean;
  /** Left out inside a row, where the table hears the click. */
  onTick?: (selected: boolean) => void;
  tabIndex?: number;
}

/** The browser's own checkbox in our look; "some" is spoken as mixed. */
export function Tick({ label, state, isDisabled = false, onTick, tabIndex }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = state === 'some';
  }, [state]);
  return (
    <input
      ref={box}
      type="checkbox"
      className="tick"
      aria-label={label}
      checked={state === 'all'}
      disabled={isDisabled}
      tabIndex={tabIndex}
      onChange={(event) => onTick?.(event.target.checked)}
    />
  );
}
