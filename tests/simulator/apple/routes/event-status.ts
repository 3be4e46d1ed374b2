import { members, type Route } from '../call.ts';
import { Refusal } from '../errors.ts';
import { groupFailures } from '../events.ts';

/** "While PENDING, wait at least 30 s between reads" (reference 6.2). */
const politePause = 30_000;

/** Reference 4.12. */
export const readEventStatus: Route = ({ location, query, state }) => {
  const event = state.events.getEvent(query.get('eventId') ?? '');
  if (!event || event.locationKey !== location.key) throw new Refusal(9708);
  const now = state.clock.now();
  const waited = now - (event.pendingReadAt ?? -Infinity);
  if (waited < politePause) state.report('status-too-soon', `event read again after ${waited} ms`);
  if (event.status === 'PENDING') event.pendingReadAt = now;
  else delete event.pendingReadAt;
  const failures = groupFailures(event, state.config.failureGrouping);
  return members({
    eventStatus: event.status,
    eventType: event.type,
    numRequested: event.tasks.length,
    numCompleted: event.completed,
    ...(event.status === 'FAILED' && { failures }),
  });
};
