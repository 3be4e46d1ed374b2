import type { TimelineEvent, TimelineRow } from '../../lib/cache/observed-rows.ts';
import type { TokenState } from '../../lib/cache/rows.ts';
import { wordsForFailure } from '../ui/failure-words.ts';
import { writeDate } from '../ui/words.ts';
import { nameOfMdm } from './name-of-mdm.ts';
import { useTokensWords } from './words.ts';

/** They come and go by themselves, so a calm timeline is silent about them. */
const passing: ReadonlySet<TokenState> = new Set([
  'ok',
  'throttled',
  'maintenance',
  'server',
  'offline',
  'vault-locked',
]);

/** Without what passed by itself. */
export function worthTelling(rows: readonly TimelineRow[]): TimelineRow[] {
  return rows.filter(
    ({ event }) => event.kind !== 'state' || !passing.has(event.to) || !passing.has(event.from),
  );
}

/** One sentence for each thing that happened. */
export function useEventText(): (event: TimelineEvent) => string {
  const t = useTokensWords();
  return (event) => {
    switch (event.kind) {
      case 'linked':
        return t('event.linked', { date: writeDate(event.expiresAt) });
      case 'renewed':
        return t('event.renewed', { date: writeDate(event.expiresAt), before: writeDate(event.before) });
      case 'renamed':
        return t('event.renamed', { from: event.from, to: event.to });
      case 'warned':
        return t('event.warned', { count: event.days });
      case 'delivered': {
        const { mdm, record, expiresAt } = event;
        return t('event.delivered', { mdm, record, date: writeDate(expiresAt) });
      }
      case 'undelivered':
      case 'unconfirmed':
        return `${t(`event.${event.kind}`, { mdm: event.mdm })} ${wordsForFailure(event.failure).title}`;
      case 'placed': {
        const { mdm, expiresAt, before } = event;
        const values = { mdm, date: writeDate(expiresAt) };
        if (before === undefined) return t('event.placed', values);
        return t('event.placed.before', { ...values, before: writeDate(before) });
      }
      case 'state':
        return t(`event.state.${event.to}`);
      case 'holder': {
        const from = event.from && nameOfMdm(event.from);
        const to = event.to && nameOfMdm(event.to);
        if (to === undefined) return t('event.holder.left', { from: from ?? '' });
        return from === undefined ? t('event.holder.taken', { to }) : t('event.holder.changed', { from, to });
      }
    }
  };
}
