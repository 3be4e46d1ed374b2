import type { Plan, PlanWarning } from '../../lib/orders/plan/plan.ts';
import { Advice } from '../ui/advice.tsx';
import type { Tone } from '../ui/state.tsx';
import { writeTime } from '../ui/words.ts';
import { type OrdersWords, useOrdersWords } from './words.ts';

/** What an admin should know before the plan is confirmed. */
export function PlanWarnings({ plan }: { plan: Plan }) {
  const t = useOrdersWords();
  const { forever, warnings } = plan;
  return (
    <>
      {forever.licences > 0 ? (
        <Advice
          tone="danger"
          title={t('warn.forever', {
            count: forever.licences,
            people: t('count.people', { count: forever.people }),
          })}
        >
          <p>{t('warn.forever.text')}</p>
        </Advice>
      ) : null}
      {warnings.map((warning) => {
        const { tone, title, text } = warningText(t, warning);
        return (
          <Advice key={warning.kind} tone={tone} title={title}>
            <p>{text}</p>
          </Advice>
        );
      })}
    </>
  );
}

function warningText(t: OrdersWords, warning: PlanWarning): { tone: Tone; title: string; text: string } {
  switch (warning.kind) {
    case 'holder':
      return {
        tone: 'info',
        title: t('warn.holder', { mdm: warning.mdmInfo.name || warning.mdmInfo.id }),
        text: t('warn.holder.text'),
      };
    case 'limits-unknown':
      return { tone: 'warning', title: t('warn.limits'), text: t('warn.limits.text') };
    case 'old-knowledge':
      return {
        tone: 'warning',
        title:
          warning.asOf === undefined ? t('warn.unread') : t('warn.old', { time: writeTime(warning.asOf) }),
        text: t('warn.old.text'),
      };
    case 'books-lost':
      return {
        tone: 'danger',
        title: t('warn.books-lost', {
          count: warning.licences,
          people: t('count.people', { count: warning.people }),
        }),
        text: t('warn.books-lost.text'),
      };
    case 'address-as-id':
      return {
        tone: 'warning',
        title: t('warn.address-as-id', { count: warning.people }),
        text: t('warn.address-as-id.text'),
      };
    case 'not-associated':
      return {
        tone: 'info',
        title: t('warn.not-associated', { count: warning.people }),
        text: t('warn.not-associated.text'),
      };
  }
}
