import type { ReactNode } from 'react';
import { type Tone, ToneIcon } from './state.tsx';
import './panel.css';

interface Props {
  tone: Tone;
  title: string;
  children?: ReactNode;
  /** Links and buttons. */
  acts?: ReactNode;
}

/** Something to know or to decide that is no failure. */
export function Advice({ tone, title, children, acts }: Props) {
  return (
    <div className={`failure tone-${tone}`}>
      <ToneIcon tone={tone} size={16} />
      <div className="failure-body">
        <p className="failure-title">{title}</p>
        {children}
        {acts ? <div className="acts">{acts}</div> : null}
      </div>
    </div>
  );
}
