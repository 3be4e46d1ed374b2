import { useId } from 'react';
import './bar.css';
import './progress.css';

interface Props {
  label: string;
  /** From 0 to 1; left out while the whole is unknown. */
  part?: number | undefined;
  /** At the far end, such as "1,200 of 3,400". */
  detail?: string | undefined;
}

/** Work under way. */
export function Progress({ label, part, detail }: Props) {
  const id = useId();
  const percent = part === undefined ? undefined : Math.round(Math.min(Math.max(part, 0), 1) * 100);
  return (
    <div className="progress">
      <span className="progress-text">
        <span id={id}>{label}</span>
        {detail ? <span className="soft">{detail}</span> : null}
      </span>
      {/* The value is left out while the whole is unknown (ARIA: an indeterminate bar). */}
      <div
        role="progressbar"
        aria-labelledby={id}
        className="bar"
        {...(percent === undefined
          ? {}
          : { 'aria-valuenow': percent, 'aria-valuemin': 0, 'aria-valuemax': 100 })}
      >
        {percent === undefined ? (
          <div className="bar-fill endless" />
        ) : (
          <div className="bar-fill" style={{ width: `${percent}%` }} />
        )}
      </div>
    </div>
  );
}
