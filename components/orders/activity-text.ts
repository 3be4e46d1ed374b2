import type { ActivityEvent } from '../../lib/cache/order-rows.ts';
import type { OrdersWords } from './words.ts';

/** What happened, in a sentence. */
export function activityText(t: OrdersWords, event: ActivityEvent): string {
  switch (event.kind) {
    case 'order-confirmed':
      return t(`order.title.${event.order}`, { count: event.counts['will-do'] ?? 0 });
    case 'order-done':
      return t('activity.done', { done: event.tally.done, failed: event.tally.failed });
    case 'foreign':
      return foreignText(t, event);
    default:
      return t(`activity.${event.kind}`);
  }
}

function foreignText(
  t: OrdersWords,
  { gained, lost, mdmName }: Extract<ActivityEvent, { kind: 'foreign' }>,
): string {
  const numbers = {
    gained: t('activity.gained', { count: gained }),
    lost: t('activity.lost', { count: lost }),
  };
  return mdmName ? t('activity.foreign.by', { ...numbers, mdm: mdmName }) : t('activity.foreign', numbers);
}
