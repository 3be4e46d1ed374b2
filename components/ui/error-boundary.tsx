import { Component, type ReactNode } from 'react';
import { type Failure, toFailure } from '../../lib/platform/errors.ts';
import { FailurePanel } from './failure-panel.tsx';

/** Shows what a screen could not show; React has no other form for it than a class. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failure?: Failure }> {
  override state: { failure?: Failure } = {};

  static getDerivedStateFromError(error: unknown) {
    return { failure: failureOfScreen(error) };
  }

  override render() {
    return this.state.failure ? <FailurePanel failure={this.state.failure} /> : this.props.children;
  }
}

const storageErrors = new Set([
  'OpenFailedError',
  'DatabaseClosedError',
  'UnknownError',
  'InvalidStateError',
  'VersionError',
  'MissingAPIError',
  'NotFoundError',
  'AbortError',
]);

/** What the database throws while a screen reads it is told apart from our own mistakes. */
export function failureOfScreen(error: unknown): Failure {
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError') return { code: 'storage-full' };
  return storageErrors.has(name) ? { code: 'storage-broken', details: { name } } : toFailure(error);
}
