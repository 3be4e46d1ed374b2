import { Component, type ReactNode } from 'react';
import type { Failure } from '../../lib/platform/errors.ts';
import { failureOfScreen } from './failure-of-screen.ts';
import { FailurePanel } from './failure-panel.tsx';

interface Props {
  children: ReactNode;
  /** What stands around the failure, such as the way to close what failed. */
  around?: (failure: ReactNode) => ReactNode;
  /** When it changes, what failed is tried again. */
  per?: string;
}

interface State {
  failure: Failure | undefined;
}

/** Shows what a screen could not show; React has no other form for it than a class. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failure: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { failure: failureOfScreen(error) };
  }

  override componentDidUpdate({ per }: Props) {
    if (this.state.failure && per !== this.props.per) this.setState({ failure: undefined });
  }

  override render() {
    const { failure } = this.state;
    const { children, around = inScreen } = this.props;
    return failure ? around(<FailurePanel failure={failure} />) : children;
  }
}

const inScreen = (panel: ReactNode) => <div className="padded">{panel}</div>;
