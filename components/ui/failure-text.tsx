import type { Failure } from '../../lib/platform/errors.ts';
import { wordsForFailure } from './failure-words.ts';

/** What happened and what to do, in a line where a panel has no room. */
export function FailureText({ failure }: { failure: Failure }) {
  const { title, cure } = wordsForFailure(failure);
  return (
    <span role="alert" className="small">
      {title} {cure}
    </span>
  );
}
