import { Component, type ReactNode } from 'react';
import type { Failure } from '../../lib/platform/errors.ts';
import { failureOfScreen } from './failure-of-screen.ts';
import { FailurePanel } from './failure-panel.tsx';

/** Shows what a screen could not show; React has no other form for it than a class. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failure?: Failure }> {
  override state: { failure?: Failure } = {};

  static getDerivedStateFromError(error: unknown) {
    return { failure: failureOfScreen(error) };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <div className="padded">
        <FailurePanel failure={failure} />
      </div>
    );
  }
}
