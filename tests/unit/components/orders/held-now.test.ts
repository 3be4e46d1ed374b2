import { expect, it } from 'vitest';
import { heldNow } from '../../../../components/orders/held-now.ts';
import type { BatchRow } from '../../../../lib/cache/order-rows.ts';
import { stdq } from '../../orders/plan/world.ts';

const done = (call: 'associate' | 'disassociate', facts: Partial<BatchRow>): BatchRow => ({
  orderId: 'o',
  batch: 0,
  uId: '7',
  body: { call, assets: [stdq('1')], clientUserIds: ['anna', 'ben'], serialNumbers: [] },
  phase: 2,
  state: 'done',
  items: 2,
  sends: 1,
  failures: [],
  ...facts,
});
const read = new Map([['uanna', new Set(['1/STDQ', '2/STDQ'])]]);

it('what was taken a moment ago is not held, though the cache shows it still', () => {
  const failures: BatchRow['failures'] = [
    {
      code: 'apple-refused',
      items: { of: 'pairs', block: { assets: [stdq('1')], clientUserIds: ['ben'], serialNumbers: [] } },
    },
  ];
  expect(heldNow(read, [done('disassociate', { unapplied: 1 })]).get('uanna')).toEqual(new Set(['2/STDQ']));
  expect(heldNow(read, [done('associate', { unapplied: 1, failures })])).toEqual(read);
  expect(heldNow(read, [done('associate', { unapplied: 1 })]).get('uben')).toEqual(new Set(['1/STDQ']));
  // What the cache shows is as it shows it: others may have changed it since.
  expect(heldNow(read, [done('disassociate', {})])).toEqual(read);
});
