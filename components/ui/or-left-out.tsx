import type { ReactNode } from 'react';
import { ErrorBoundary } from './error-boundary.tsx';

/** What cannot be read is left out: its own screen says why, and what stands beside it must not go with it. */
export function OrLeftOut({ children }: { children: ReactNode }) {
  return <ErrorBoundary around={() => null}>{children}</ErrorBoundary>;
}
