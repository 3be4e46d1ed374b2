import type { AppleWrites } from '../apple/contract.ts';
import type { BatchRow } from '../cache/order-rows.ts';
import { AppError } from '../platform/errors.ts';
import { type OrderContext, STATUS_MS } from './context.ts';
import { changeBatch } from './journal.ts';
import type { BatchBody } from './plan/plan.ts';
import { progressOf, toCheck } from './progress.ts';
import { isRefusedForContent, settleRefusal } from './refusal.ts';
import { splitToLimits } from './split-body.ts';

/**
 * Sends one batch, once. Before it leaves it stands in the journal as `sending`; a background that finds it so does not
 * know whether it left. @throws AppError when nothing more can be sent for the moment
 */
export async function sendBatch(context: OrderContext, waiting: BatchRow): Promise<void> {
  const { clock, signal } = context;
  const pieces = splitToLimits(waiting.body, await context.limits());
  if (pieces.length > 1) {
    await changeBatch(
      context,
      waiting,
      pieces.map((body) => ({ body, progress: progressOf(waiting) })),
    );
    return;
  }
  const sentAt = clock.now();
  const progress = { ...progressOf(waiting), state: 'sending' as const, sends: waiting.sends + 1, sentAt };
  if (!(await changeBatch(context, waiting, [{ body: waiting.body, progress }], 'open'))) return;
  const sending: BatchRow = { ...waiting, ...progress };
  try {
    const { eventId } = await post(context.location, sending.body, signal);
    const askAt = clock.now() + STATUS_MS;
    await changeBatch(context, sending, [
      { body: sending.body, progress: { ...progress, state: 'sent', eventId, askAt } },
    ]);
  } catch (error) {
    await afterFailedSend(context, waiting, sending, error);
  }
}

/** A store that failed leaves the batch as `sending`: it is looked at again. */
async function afterFailedSend(
  context: OrderContext,
  waiting: BatchRow,
  sending: BatchRow,
  error: unknown,
): Promise<void> {
  if (!(error instanceof AppError) || error.details.done === undefined) throw error;
  const { clock } = context;
  if (error.details.done !== 'nothing') {
    // Whatever it started at Apple gets the time that an event gets.
    const progress = toCheck(sending, clock.now() + STATUS_MS);
    await changeBatch(context, sending, [{ body: sending.body, progress }]);
    throw error;
  }
  if (isRefusedForContent(error)) {
    await changeBatch(context, sending, await settleRefusal(context, waiting, error));
    return;
  }
  await changeBatch(context, sending, [{ body: waiting.body, progress: progressOf(waiting) }]);
  throw error;
}

function post(apple: AppleWrites, body: BatchBody, signal: AbortSignal): Promise<{ eventId: string }> {
  switch (body.call) {
    case 'associate':
      return apple.associate(body, signal);
    case 'disassociate':
      return apple.disassociate(body, signal);
    case 'revoke':
      return apple.revoke(body, signal);
    case 'users/create':
      return apple.createUsers(body.people, signal);
    case 'users/update':
      return apple.updateUsers(body.people, signal);
    case 'users/retire':
      return apple.retireUsers(body.clientUserIds, signal);
  }
}
