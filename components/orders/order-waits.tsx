import type { OrderRow } from '../../lib/cache/order-rows.ts';
import { UnlockButton } from '../console/notice-bar.tsx';
import { writeRoute } from '../console/route.ts';
import { AllowAppleButton } from '../link/allow-apple.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useCommonWords, writeClock } from '../ui/words.ts';
import { getWaits } from './outcomes.ts';
import { type OrdersWords, useOrdersWords } from './words.ts';

const renewCures = new Set([
  'expired',
  'revoked',
  'invalid',
  'unauthorized',
  'token-missing',
  'legacy-token',
  'not-allowed',
]);

/** Why an order does not go on at the moment, with the cure. */
export function OrderWaits({ order }: { order: OrderRow }) {
  const t = useOrdersWords();
  const waits = getWaits(order);
  if (!waits) return null;
  const { uId, state } = order;
  const { failure, nextAt } = waits;
  return (
    <FailurePanel failure={failure} tone="warning" more={<p>{waitText(t, state, nextAt)}</p>}>
      <Cure code={failure.code} uId={uId} />
    </FailurePanel>
  );
}

/** An order that is paused or being cancelled does not go on: what was sent is followed to its end. */
function waitText(t: OrdersWords, state: OrderRow['state'], nextAt: number | undefined): string {
  if (nextAt !== undefined) return t('waits.until', { time: writeClock(nextAt) });
  return t(state === 'open' ? 'waits' : 'waits.sent');
}

function Cure({ code, uId }: { code: string; uId: string }) {
  const tc = useCommonWords();
  if (code === 'vault-locked') return <UnlockButton />;
  if (code === 'missing-permission') return <AllowAppleButton />;
  if (!renewCures.has(code)) return null;
  return (
    <a className="button plain" href={writeRoute('/tokens', { renew: uId, open: uId })}>
      {tc('act.renew')}
    </a>
  );
}
