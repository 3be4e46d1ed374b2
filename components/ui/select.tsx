import { useId } from 'react';
import './select.css';

interface Props<V extends string> {
  label: string;
  /** Spoken only, where the place says what it is. */
  isLabelHidden?: boolean;
  isDisabled?: boolean;
  value: V;
  options: readonly { value: V; text: string }[];
  onChange: (value: V) => void;
}

/** A short list of choices: the browser's own control, which every screen reader knows. */
export function Select<V extends string>({
  label,
  isLabelHidden,
  isDisabled,
  value,
  options,
  onChange,
}: Props<V>) {
  const id = useId();
  return (
    <span className="select">
      <label htmlFor={id} className={isLabelHidden ? 'hidden-label' : 'small soft'}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={isDisabled}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </span>
  );
}
