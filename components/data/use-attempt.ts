import { useState } from 'react';
import { type ErrorCode, errorName, type Failure } from '../../lib/platform/errors.ts';

/** Work that the screen does itself (a browser's own question): `run` never rejects, `failure` says what went wrong. */
export function useAttempt(code: ErrorCode) {
  const [failure, setFailure] = useState<Failure>();

  const run = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    setFailure(undefined);
    try {
      return await work();
    } catch (error) {
      setFailure({ code, details: { name: errorName(error) } });
      return undefined;
    }
  };

  return { run, failure, forget: () => setFailure(undefined) };
}
