import { Component, type ReactNode } from 'react';
import type { Failure } from '../../lib/platform/errors.ts';
import { failureOfScreen } from './failure-of-screen.ts';
import { FailurePanel } from './failure-panel.tsx';

interface Props {
  children: ReactNode;
  /** What stands around the failure, such as the way to close what failed. */
  around?: (failure: ReactNode) => ReactNode;
}

/** Shows what a screen could not show; React has no other form for it than a class. */
export class ErrorBoundary extends Component<Props, { failure?: Failure }> {
  override state: { failure?: Failure } = {};

  static getDerivedStateFromError(error: unknown) {
    return { failure: failureOfScreen(error) };
  }

  override render() {
    const { failure } = this.state;
    const { children, around = inScreen } = this.props;
    return failure ? around(<FailurePanel failure={failure} />) : children;
  }
}

const inScreen = (panel: ReactNode) => <div className="padded">{panel}</div>;
