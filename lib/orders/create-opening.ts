import { AppError } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import type { OrderContext, OrderDeps } from './context.ts';
import { planLimitsOf } from './limits-of-config.ts';

/**
 * The way of one run to its location, opened anew for each step: the token may be another one by the next, and an order
 * that only has to end needs none. A token has to prove that it opens this location and no other before anything is
 * written with it (reference 18.21).
 * @returns throws AppError location-unknown, wrong-location, vault-locked, token-missing, what Apple's answer is
 */
export function createOpening(
  deps: OrderDeps,
  uId: string,
  signal: AbortSignal,
  onDone: () => void,
): () => Promise<OrderContext> {
  let proven: string | undefined;
  return async function open() {
    // The journal outlives an unlink; what is left waits for the location to come back.
    if (!(await storing(() => deps.db.locations.get(uId)))) throw new AppError('location-unknown', { uId });
    const token = await deps.expectToken(uId);
    const location = deps.apple.location(token, uId);
    if (token !== proven) {
      const { uId: found } = await location.clientConfig(signal);
      if (found !== uId) throw new AppError('wrong-location', { expected: uId, found });
      proven = token;
    }
    const limits = async () => planLimitsOf((await deps.apple.serviceConfig(signal)).limits);
    return { ...deps, uId, location, limits, onDone, signal };
  };
}
