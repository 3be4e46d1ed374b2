import type { AppError, ErrorCode } from '../platform/errors.ts';

/**
 * How often a read is tried in all. 9603 asks for five (reference 8); a throttled location gets the whole
 * growth. What is not here is final: `offline` too, because the sync engine knows better when to come back.
 */
const triesByCode: Partial<Record<ErrorCode, number>> = {
  throttled: 6,
  maintenance: 4,
  server: 5,
  'timed-out': 3,
};

/** A gateway that answers with its own page says more on the screen than in half a minute of silence. */
const triesOfPage = 3;

export function mayTryAgain(error: AppError, triesSoFar: number): boolean {
  if (error.code === 'server' && error.details.page === true) return triesSoFar < triesOfPage;
  return triesSoFar < (triesByCode[error.code] ?? 1);
}

/** Whether the failure is about the location or the service as a whole, so that every request has to wait. */
export function concernsAll(error: AppError): boolean {
  return error.code === 'throttled' || error.code === 'maintenance' || retryAt(error) !== undefined;
}

/** When Apple asked us to come back, in milliseconds since the epoch. */
export function retryAt(error: AppError): number | undefined {
  const at = error.details.retryAt;
  return typeof at === 'number' ? at : undefined;
}

/** 2, 4, 8 … 60 seconds for step 1, 2, 3 …, plus up to a quarter by chance; in milliseconds. */
export function backOff(step: number, random: () => number): number {
  return Math.min(60, 2 ** Math.min(step, 6)) * 1000 * (1 + random() / 4);
}
