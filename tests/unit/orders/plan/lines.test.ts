import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOfPlan } from '../../../../lib/orders/plan/digest-of-plan.ts';
import { countItems, itemAt } from '../../../../lib/orders/plan/lines.ts';
import { makePlan } from '../../../../lib/orders/plan/make-plan.ts';
import type { Plan } from '../../../../lib/orders/plan/plan.ts';
import { assetRow, block, blocks, facts, factsOf, stdq, textOf, walkBlocks } from './world.ts';

describe('the lines of a batch', () => {
  it('are its items by number, holder by holder, and none beyond', () => {
    fc.assert(
      fc.property(block, (block) => {
        const set = { of: 'pairs' as const, block };
        const texts = Array.from({ length: countItems(set) }, (_, index) => {
          const item = itemAt(set, index);
          return item && textOf(item);
        });
        expect(texts).toEqual(walkBlocks([block]).map(textOf));
        expect(itemAt(set, texts.length)).toBeUndefined();
      }),
    );
  });

  it('show from whom a moved licence comes', () => {
    const moves = [{ asset: stdq('1'), clientUserId: 'anna', serialNumber: 'C02A' }];
    expect(itemAt({ of: 'moves', moves }, 0)).toEqual({
      asset: stdq('1'),
      holder: { kind: 'device', id: 'C02A' },
      from: { kind: 'user', id: 'anna' },
    });
    expect(itemAt({ of: 'moves', moves }, 1)).toBeUndefined();
  });
});

describe('the digest of a plan', () => {
  it('is the same for the same wish and facts, whatever the time', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, facts, async (blocks, facts) => {
        const wish = { kind: 'grant' as const, blocks };
        const later = makePlan(structuredClone(wish), { ...facts, now: facts.now + 60_000 });
        const digest = await digestOfPlan(makePlan(wish, facts));
        expect(digest).toMatch(/^[0-9a-f]{64}$/);
        expect(await digestOfPlan(later)).toBe(digest);
      }),
      { numRuns: 30 },
    );
  });

  it('is another one when anything that is done is another', async () => {
    const known = factsOf([assetRow('1'), assetRow('2')]);
    const plan = (adamId: string, clientUserIds: string[]): Plan =>
      makePlan(
        { kind: 'grant', blocks: [{ assets: [stdq(adamId)], clientUserIds, serialNumbers: [] }] },
        known,
      );
    const person = (more: object) =>
      makePlan({ kind: 'create', people: [{ clientUserId: 'new', ...more }] }, known);
    const plans = [
      plan('1', ['anna']),
      plan('2', ['anna']),
      plan('1', ['ben']),
      plan('1', ['anna', 'nobody']),
      makePlan({ kind: 'retire', clientUserIds: ['anna'] }, known),
      makePlan({ kind: 'retire', clientUserIds: ['anna'] }, { ...known, uId: '2' }),
      person({}),
      person({ email: 'a@school.example' }),
      person({ managedAppleId: 'a@school.example' }),
    ];
    expect(new Set(await Promise.all(plans.map(digestOfPlan))).size).toBe(plans.length);
  });
});
