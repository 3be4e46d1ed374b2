import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleCheck from 'lucide-react/icons/circle-check';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import Info from 'lucide-react/icons/info';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ReactNode } from 'react';
import './state.css';

export type Tone = 'good' | 'info' | 'warning' | 'danger' | 'neutral';

const icons = {
  good: CircleCheck,
  info: Info,
  warning: TriangleAlert,
  danger: CircleAlert,
  neutral: CircleDashed,
};

export function ToneIcon({ tone, size = 14 }: { tone: Tone; size?: number }) {
  const Icon = icons[tone];
  return <Icon size={size} aria-hidden />;
}

/** A state as a pill: icon and word, so that colour never carries it alone. */
export function State({ tone, children, title }: { tone: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={`state tone-${tone}`} title={title}>
      <ToneIcon tone={tone} size={12} />
      {children}
    </span>
  );
}
