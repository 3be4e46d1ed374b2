import { memo, startTransition, useEffect, useId, useState } from 'react';
import './select.css';

interface Props<V extends string> {
  label: string;
  /** Spoken only, where the place says what it is. */
  isLabelHidden?: boolean;
  isDisabled?: boolean;
  value: V;
  /** Of a long list keep the array between renders: a new one is compared option by option. */
  options: readonly { value: V; text: string }[];
  onChange: (value: V) => void;
}

/** More choices than these would hold up the screen around them: they come later, or when the control is reached for. */
const drawnAtOnce = 20;
/** Milliseconds, in which a screen has shown its rows. */
const later = 1000;

/** A list of choices: the browser's own control, which every screen reader knows. */
export function Select<V extends string>({
  label,
  isLabelHidden,
  isDisabled,
  value,
  options,
  onChange,
}: Props<V>) {
  const id = useId();
  const [isWanted, setWanted] = useState(false);
  const isLong = options.length > drawnAtOnce;
  useEffect(() => {
    if (!isLong) return;
    const waiting = setTimeout(() => startTransition(() => setWanted(true)), later);
    return () => clearTimeout(waiting);
  }, [isLong]);
  const drawn = isWanted || !isLong ? options : options.filter((option) => option.value === value);
  return (
    <span className="select">
      <label htmlFor={id} className={isLabelHidden ? 'hidden-label' : 'small soft'}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={isDisabled}
        onFocus={() => setWanted(true)}
        onPointerEnter={() => setWanted(true)}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        <Options options={drawn} />
      </select>
    </span>
  );
}

const Options = memo(({ options }: { options: readonly { value: string; text: string }[] }) =>
  options.map((option) => (
    <option key={option.value} value={option.value}>
      {option.text}
    </option>
  )),
);
