import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleLimits } from '../../../../lib/cache/plan-facts.ts';
import { digestOfPlan } from '../../../../lib/orders/plan/digest-of-plan.ts';
import { makePlan } from '../../../../lib/orders/plan/make-plan.ts';
import type { PlanFacts } from '../../../../lib/orders/plan/plan.ts';
import { movesToDo, secondPhase } from '../../../../lib/orders/plan/plan-move.ts';
import type { MoveWish } from '../../../../lib/orders/plan/wish.ts';
import { asset, assetRow, factsOf, listItems, serial, facts as someFacts, stdq, userId } from './world.ts';

const move: fc.Arbitrary<MoveWish> = fc.record({ asset, clientUserId: userId, serialNumber: serial });
/** Some of them twice: a list is pasted twice before long. */
const moves = fc
  .tuple(fc.array(move, { maxLength: 12 }), fc.nat({ max: 4 }))
  .map(([list, again]) => [...list, ...list.slice(0, again)]);
/** Where enough is held that moves are possible. */
const facts = fc.tuple(someFacts, fc.boolean()).map(([facts, isFull]): PlanFacts => {
  const all = new Set(facts.assets.keys());
  return isFull
    ? { ...facts, held: new Map([...facts.held, ['uanna', all], ['uben', all], ['ux1', all]]) }
    : facts;
});
const nameOf = ({ asset }: MoveWish) => `${asset.adamId}/${asset.pricingParam}`;
const onDevice = (one: MoveWish) => `${nameOf(one)} device ${one.serialNumber}`;
const withPerson = (one: MoveWish) => `${nameOf(one)} user ${one.clientUserId}`;

describe('a plan of moving licences to devices', () => {
  it('has each move once: to be done, or skipped for its reason', () => {
    fc.assert(
      fc.property(moves, facts, (moves, facts) => {
        const plan = makePlan({ kind: 'move', moves }, facts);
        const skipped = plan.skipped.flatMap((set) => (set.of === 'moves' ? set.moves : []));
        const toDo = movesToDo(moves, plan.skipped);
        expect([...toDo, ...skipped].map((one) => JSON.stringify(one)).sort()).toEqual(
          moves.map((one) => JSON.stringify(one)).sort(),
        );
        expect(plan.counts['will-do'] ?? 0).toBe(toDo.length);
      }),
      { numRuns: 300 },
    );
  });

  it('grants what the device lacks, and only what Apple would give', () => {
    fc.assert(
      fc.property(moves, facts, (moves, facts) => {
        const plan = makePlan({ kind: 'move', moves }, facts);
        const toDo = movesToDo(moves, plan.skipped);
        const lacking = toDo.filter((one) => !facts.held.get(`d${one.serialNumber}`)?.has(nameOf(one)));
        expect(plan.batches.every(({ call }) => call === 'associate')).toBe(true);
        expect(listItems(plan.batches).sort()).toEqual(lacking.map(onDevice).sort());
        for (const one of toDo) {
          const row = facts.assets.get(nameOf(one));
          expect(row?.deviceAssignable && row.revocable && row.productType === 'App').toBe(true);
          expect(facts.held.get(`u${one.clientUserId}`)?.has(nameOf(one))).toBe(true);
        }
        for (const row of facts.assets.values()) {
          const given = lacking.filter((one) => nameOf(one) === `${row.adamId}/${row.pricingParam}`).length;
          if (!row.unlimited) expect(given).toBeLessThanOrEqual(Math.max(0, row.availableCount ?? 0));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes back exactly what arrived, within the limits', () => {
    fc.assert(
      fc.property(moves, facts, fc.func(fc.boolean()), (moves, facts, arrives) => {
        const toDo = movesToDo(moves, makePlan({ kind: 'move', moves }, facts).skipped);
        const isDone = (one: MoveWish) => arrives(onDevice(one));
        const bodies = secondPhase(toDo, isDone, facts.limits);
        expect(bodies.every(({ call }) => call === 'disassociate')).toBe(true);
        expect(listItems(bodies).sort()).toEqual(toDo.filter(isDone).map(withPerson).sort());
        for (const body of bodies) {
          expect('assets' in body && body.assets.length).toBeLessThanOrEqual(facts.limits.maxAssets);
        }
      }),
    );
  });

  it('goes straight to taking back where the device holds it already', () => {
    const held = new Map([
      ['uanna', new Set(['1/STDQ'])],
      ['uben', new Set(['1/STDQ'])],
      ['dC02A', new Set(['1/STDQ'])],
    ]);
    const known = factsOf([assetRow('1', { availableCount: 0 })], { held });
    const moves = [
      { asset: stdq('1'), clientUserId: 'anna', serialNumber: 'C02A' },
      { asset: stdq('1'), clientUserId: 'ben', serialNumber: 'C02B' },
      { asset: stdq('1'), clientUserId: 'x1', serialNumber: 'C02C' },
    ];
    const plan = makePlan({ kind: 'move', moves }, known);
    expect(plan.batches).toEqual([]);
    expect(plan.counts).toEqual({ 'will-do': 1, short: 1, 'already-so': 1 });
    expect(secondPhase(movesToDo(moves, plan.skipped), () => true, exampleLimits)).toEqual([
      { call: 'disassociate', assets: [stdq('1')], clientUserIds: ['anna'], serialNumbers: [] },
    ]);
    expect(plan.expectedMs).toBeGreaterThan(30_000);
  });

  it('has another digest for other people, also where the devices hold it already', async () => {
    const people = ['anna', 'ben'];
    const held = new Map(['uanna', 'uben', 'dC02A', 'dC02B'].map((key) => [key, new Set(['1/STDQ'])]));
    const known = factsOf([assetRow('1')], { held });
    const digests = people.map((clientUserId) =>
      digestOfPlan(
        makePlan({ kind: 'move', moves: [{ asset: stdq('1'), clientUserId, serialNumber: 'C02A' }] }, known),
      ),
    );
    expect(new Set(await Promise.all(digests)).size).toBe(people.length);
  });

  it('moves one licence to one device: a second device of the person is no second move', () => {
    const held = new Map([['uanna', new Set(['1/STDQ'])]]);
    const moves = ['C02A', 'C02B'].map((serialNumber) => ({
      asset: stdq('1'),
      clientUserId: 'anna',
      serialNumber,
    }));
    const plan = makePlan({ kind: 'move', moves }, factsOf([assetRow('1')], { held }));
    expect(listItems(plan.batches)).toEqual(['1/STDQ device C02A']);
    expect(plan.skipped).toEqual([{ verdict: 'duplicate', of: 'moves', moves: moves.slice(1) }]);
  });
});
