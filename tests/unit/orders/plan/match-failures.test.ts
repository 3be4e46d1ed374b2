import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countItems, itemAt } from '../../../../lib/orders/plan/lines.ts';
import { type EndedEvent, matchFailures } from '../../../../lib/orders/plan/match-failures.ts';
import type { BatchBody } from '../../../../lib/orders/plan/plan.ts';
import { type AppleEvent, groupFailures, type Task } from '../../../simulator/apple/events.ts';
import { listItems, stdq, textOf } from './world.ts';

const codeOf = () => 'apple-refused' as const;
const upTo = (prefix: string, most: number) =>
  fc
    .integer({ min: 0, max: most })
    .map((count) => Array.from({ length: count }, (_, index) => `${prefix}${index}`));
const pairs: fc.Arbitrary<BatchBody> = fc
  .tuple(upTo('', 3), upTo('anna', 3), upTo('C02', 3))
  .filter(([assets, users, serials]) => assets.length > 0 && users.length + serials.length > 0)
  .map(([ids, clientUserIds, serialNumbers]) => ({
    call: 'associate',
    assets: ids.map((id, index) => ({ adamId: id, pricingParam: index % 2 ? 'PLUS' : 'STDQ' })),
    clientUserIds,
    serialNumbers,
  }));
const people: fc.Arbitrary<BatchBody> = upTo('anna', 6)
  .filter((ids) => ids.length > 0)
  .map((ids) => ({ call: 'users/create', people: ids.map((clientUserId) => ({ clientUserId })) }));
const errorNumber = fc.constantFrom(undefined, undefined, undefined, 9609, 9709, 9603);
const grouping = fc.constantFrom('per-error' as const, 'per-asset' as const);

/** What Apple would say of a batch whose items ended so, and the truth. */
function endOf(body: BatchBody, numbers: readonly (number | undefined)[], how: 'per-error' | 'per-asset') {
  const truth = new Map<string, number>();
  const failed: AppleEvent['failed'] = [];
  for (let index = 0; index < countItems(body); index++) {
    const item = itemAt(body, index);
    const number = numbers[index];
    if (!item || number === undefined) continue;
    truth.set(textOf(item), number);
    const task: Task = {
      ...(item.asset && { asset: item.asset }),
      ...(item.holder.kind === 'user' ? { clientUserId: item.holder.id } : { serialNumber: item.holder.id }),
      run: () => number,
    };
    failed.push({ task, errorNumber: number });
  }
  const event: AppleEvent = {
    ...{ eventId: '', locationKey: '', type: 'ASSOCIATE', tasks: [], next: 0, dueAt: 0, stuck: false },
    status: failed.length > 0 ? 'FAILED' : 'COMPLETE',
    completed: countItems(body) - failed.length,
    failed,
  };
  const answer: EndedEvent = {
    eventStatus: event.status,
    numRequested: countItems(body),
    numCompleted: event.completed,
    failures: groupFailures(event, how),
  };
  return { truth, answer };
}

describe("Apple's failures against the items of a batch", () => {
  const drawn = fc.tuple(
    fc.oneof(pairs, people),
    fc.array(errorNumber, { minLength: 18, maxLength: 18 }),
    grouping,
  );

  it('never calls a done item failed, and never a failed one done', () => {
    fc.assert(
      fc.property(drawn, ([body, numbers, how]) => {
        const { truth, answer } = endOf(body, numbers, how);
        const { failures, ambiguous } = matchFailures(body, answer, codeOf);
        const failed = listItems(failures.map(({ items }) => items));
        const open = listItems(ambiguous);
        for (const text of failed) expect(truth.has(text)).toBe(true);
        for (const text of truth.keys()) expect(failed.includes(text) || open.includes(text)).toBe(true);
        expect(new Set([...failed, ...open]).size).toBe(failed.length + open.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives each failed item its number where only one number can be meant', () => {
    fc.assert(
      fc.property(
        pairs,
        fc.array(fc.constantFrom(undefined, 9709), { minLength: 18, maxLength: 18 }),
        (body, numbers) => {
          const { truth, answer } = endOf(body, numbers, 'per-asset');
          const { failures, ambiguous } = matchFailures(body, answer, codeOf);
          // Asset by asset nothing is left in doubt.
          expect(ambiguous).toEqual([]);
          expect(listItems(failures.map(({ items }) => items)).sort()).toEqual([...truth.keys()].sort());
          expect(failures.every(({ errorNumber }) => errorNumber === 9709)).toBe(true);
        },
      ),
    );
  });

  const body: BatchBody = {
    call: 'associate',
    assets: [stdq('1'), stdq('2')],
    clientUserIds: ['anna', 'ben'],
    serialNumbers: [],
  };
  const status = { eventStatus: 'FAILED' as const, numRequested: 4 };
  const block = (assets: string[], clientUserIds: string[]) => ({
    of: 'pairs' as const,
    block: { assets: assets.map(stdq), clientUserIds, serialNumbers: [] },
  });

  it('takes an unknown person for all their items, when the count says so (the sample of 4.12)', () => {
    const failures = [{ errorNumber: 9609, errorInfo: { clientUserIds: ['ben'] } }];
    expect(matchFailures(body, { ...status, numCompleted: 2, failures }, codeOf)).toEqual({
      failures: [{ errorNumber: 9609, code: 'apple-refused', items: block(['1', '2'], ['ben']) }],
      ambiguous: [],
    });
    expect(matchFailures(body, { ...status, numCompleted: 3, failures }, codeOf)).toEqual({
      failures: [],
      ambiguous: [block(['1', '2'], ['ben'])],
    });
  });

  it('leaves open which pairs of a cross product lacked a licence', () => {
    const errorInfo = { assets: [{ adamId: '1' }, { adamId: '2' }], clientUserIds: ['anna', 'ben'] };
    const failures = [{ errorNumber: 9709, errorInfo }];
    const all = block(['1', '2'], ['anna', 'ben']);
    expect(matchFailures(body, { ...status, numCompleted: 2, failures }, codeOf)).toEqual({
      failures: [],
      ambiguous: [all],
    });
    expect(matchFailures(body, { ...status, numCompleted: 0, failures }, codeOf).failures).toEqual([
      { errorNumber: 9709, code: 'apple-refused', items: all },
    ]);
  });

  it('leaves everything open when something failed that nobody names', () => {
    const everything = [block(['1', '2'], ['anna', 'ben'])];
    for (const failures of [
      [],
      [{ errorNumber: 9603 }],
      [{ errorNumber: 9603, errorInfo: { clientUserIds: ['carl'] } }],
    ]) {
      expect(matchFailures(body, { ...status, numCompleted: 3, failures }, codeOf).ambiguous).toEqual(
        everything,
      );
      expect(matchFailures(body, { eventStatus: 'FAILED', failures }, codeOf).ambiguous).toEqual(everything);
    }
    expect(matchFailures(body, { eventStatus: 'COMPLETE', failures: [] }, codeOf)).toEqual({
      failures: [],
      ambiguous: [],
    });
  });

  it('trusts no count that contradicts what is named', () => {
    const failures = [
      { errorNumber: 9709, errorInfo: { assets: [stdq('1')], clientUserIds: ['anna', 'ben'] } },
    ];
    expect(matchFailures(body, { ...status, numCompleted: 3, failures }, codeOf)).toEqual({
      failures: [],
      ambiguous: [block(['1'], ['anna', 'ben'])],
    });
  });

  it('takes the holders that a revoke names, whatever it counted', () => {
    const revoke: BatchBody = { call: 'revoke', clientUserIds: ['anna', 'ben'], serialNumbers: ['C02A'] };
    const failures = [{ errorNumber: 9609, errorInfo: { clientUserIds: ['ben'] } }];
    const answer = { eventStatus: 'FAILED' as const, numRequested: 40, numCompleted: 11, failures };
    const matched = matchFailures(revoke, answer, codeOf);
    expect(matched.failures.map(({ items }) => items)).toEqual([
      { of: 'holders', holders: [{ kind: 'user', id: 'ben' }] },
    ]);
    expect(matched.ambiguous).toEqual([]);
  });
});
