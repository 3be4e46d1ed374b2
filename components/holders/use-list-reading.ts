import { useState } from 'react';
import type { IdList } from '../../lib/people/read-id-list.ts';
import { type Failure, toFailure } from '../../lib/platform/errors.ts';
import type { HolderClient } from './holder-client.ts';

/** A paste or a file, read by the worker. */
export function useListReading(client: HolderClient | undefined) {
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<IdList>();
  const [failure, setFailure] = useState<Failure>();
  const read = async (source: string | ArrayBuffer) => {
    if (!client) return;
    setBusy(true);
    setFailure(undefined);
    try {
      setFound(await client.readList(source));
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, found, failure, read, forget: () => setFound(undefined) };
}
