import { useState } from 'react';
import { send } from '../../lib/bus/client.ts';
import type { Input, MessageName, Output } from '../../lib/bus/contract.ts';
import type { Failure } from '../../lib/platform/errors.ts';

/** One command to the background: whether it runs, why it failed, and `run`, which gives undefined on failure. */
export function useCommand<N extends MessageName>(name: N) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const run = async (input: Input<N>): Promise<Output<N> | undefined> => {
    setBusy(true);
    setFailure(undefined);
    const reply = await send(name, input);
    setBusy(false);
    if (reply.ok) return reply.value;
    setFailure(reply.error);
    return undefined;
  };

  return { run, busy, failure, forget: () => setFailure(undefined) };
}
