import { useId } from 'react';
import './switch.css';

interface Props {
  label: string;
  help?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** On or off, at once: the browser's own checkbox, spoken as a switch. */
export function Switch({ label, help, isOn, onChange }: Props) {
  const id = useId();
  return (
    <span className="switch">
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {help === undefined ? null : (
        <span id={`${id}-help`} className="field-help">
          {help}
        </span>
      )}
    </span>
  );
}
