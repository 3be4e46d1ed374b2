import { describe, expect, it } from 'vitest';
import {
  getWaits,
  itemsDone,
  itemsToRetry,
  outcomesOfBatches,
  outcomeTable,
  partDone,
} from '../../../../components/orders/outcomes.ts';
import type { BatchRow } from '../../../../lib/cache/order-rows.ts';

const block = {
  assets: [{ adamId: '1', pricingParam: 'STDQ' as const }],
  clientUserIds: ['u1', 'u2'],
  serialNumbers: [],
};
const one = { ...block, clientUserIds: ['u2'] };
const batch = (facts: Partial<BatchRow>): BatchRow => ({
  orderId: 'o',
  batch: 0,
  uId: '7',
  body: { call: 'associate', ...block },
  phase: 1,
  state: 'done',
  items: 2,
  sends: 1,
  failures: [],
  ...facts,
});
const failed = batch({
  failures: [{ errorNumber: 9709, code: 'apple-refused', items: { of: 'pairs', block: one } }],
});
const cancelled = batch({ batch: 1, state: 'cancelled' });
const short = { verdict: 'short' as const, of: 'pairs' as const, block: one };
const twice = { verdict: 'duplicate' as const, of: 'pairs' as const, block: one };

describe('how an order ended', () => {
  it('is told item by item, with Apple’s number where it failed', () => {
    const table = outcomeTable(outcomesOfBatches([failed, cancelled]), [short]);
    const tags = Array.from({ length: table.count }, (_, at) => table.lineAt(at)?.tag);
    expect(tags).toEqual([
      { kind: 'done', call: 'associate' },
      { kind: 'failed', call: 'associate', failure: { code: 'apple-refused', errorNumber: 9709 } },
      { kind: 'cancelled', call: 'associate' },
      { kind: 'cancelled', call: 'associate' },
      { kind: 'skipped', verdict: 'short' },
    ]);
  });

  it('leaves to be tried again what failed, what was never sent and who went short', () => {
    const again = itemsToRetry([failed, cancelled], [short, twice]);
    expect(again).toEqual([{ of: 'pairs', block: one }, expect.objectContaining({ of: 'pairs' }), short]);
  });

  it('undoes only what is done', () => {
    expect(itemsDone([failed, cancelled])).toEqual([
      { of: 'pairs', block: { ...block, clientUserIds: ['u1'] } },
    ]);
  });

  it('gives its reason while it waits, also when it is being cancelled or was paused with something under way', () => {
    const tally = { items: 3, skipped: 0, waiting: 1, underWay: 2, done: 0, failed: 0, cancelled: 0 };
    const waits = { failure: { code: 'vault-locked' as const } };
    for (const state of ['open', 'paused', 'cancelling'] as const) {
      expect(getWaits({ state, tally, waits })).toBe(waits);
    }
    expect(getWaits({ state: 'paused', tally: { ...tally, underWay: 0 }, waits })).toBeUndefined();
    expect(getWaits({ state: 'cancelled', tally, waits })).toBeUndefined();
  });

  it('has no progress without anything to send', () => {
    const tally = { items: 3, skipped: 3, waiting: 0, underWay: 0, done: 0, failed: 0, cancelled: 0 };
    expect(partDone(tally)).toBeUndefined();
    expect(partDone({ ...tally, items: 7, waiting: 1, underWay: 1, done: 1, failed: 1 })).toBe(0.5);
  });
});
