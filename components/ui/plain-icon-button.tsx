import type { ReactNode } from 'react';
import './button.css';

interface Props {
  label: string;
  onPress: () => void;
  /** A click leaves the focus where it is, and Tab passes by: for what a key does as well. */
  isForPointer?: boolean;
  children: ReactNode;
}

/** As `IconButton`, without React Aria: what the popup opens with is drawn before anything else (see `SearchBox`). */
export function PlainIconButton({ label, onPress, isForPointer = false, children }: Props) {
  return (
    <button
      type="button"
      className="button quiet icon plain-icon"
      aria-label={label}
      title={label}
      onClick={onPress}
      {...(isForPointer
        ? { tabIndex: -1, onPointerDown: (event: React.PointerEvent) => event.preventDefault() }
        : {})}
    >
      {children}
    </button>
  );
}
