import { Label } from 'react-aria-components/Label';
import { ProgressBar } from 'react-aria-components/ProgressBar';
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
  const percent = part === undefined ? undefined : Math.min(Math.max(part, 0), 1) * 100;
  return (
    <ProgressBar
      className="progress"
      isIndeterminate={percent === undefined}
      {...(percent === undefined ? {} : { value: percent })}
    >
      <span className="progress-text">
        <Label>{label}</Label>
        {detail ? <span className="soft">{detail}</span> : null}
      </span>
      <div className="progress-track">
        {percent === undefined ? (
          <div className="progress-fill endless" />
        ) : (
          <div className="progress-fill" style={{ width: `${percent}%` }} />
        )}
      </div>
    </ProgressBar>
  );
}
