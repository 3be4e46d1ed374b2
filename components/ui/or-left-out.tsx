import type { ReactNode } from 'react';
import { ErrorBoundary } from './error-boundary.tsx';

interface Props {
  children: ReactNode;
  /** When it changes, it is tried again. */
  per?: string;
}

/** What cannot be read is left out: its own screen says why, and what stands beside it must not go with it. */
export function OrLeftOut({ children, per = '' }: Props) {
  return (
    <ErrorBoundary around={() => null} per={per}>
      {children}
    </ErrorBoundary>
  );
}
