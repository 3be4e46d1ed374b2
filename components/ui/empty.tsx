import type { ReactNode } from 'react';
import './panel.css';

/** Nothing here yet: what to do first. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <section className="empty">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
