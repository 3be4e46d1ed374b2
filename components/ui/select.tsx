import { memo, useDeferredValue, useId } from 'react';
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

/** More choices than these come a moment after the screen around them, which they would hold up. */
const drawnAtOnce = 20;

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
  const isWhole = useDeferredValue(true, options.length <= drawnAtOnce);
  const drawn = isWhole ? options : options.filter((option) => option.value === value);
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
