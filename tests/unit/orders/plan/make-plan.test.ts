import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleLimits } from '../../../../lib/cache/plan-facts.ts';
import type { AssetKey, Holder } from '../../../../lib/cache/rows.ts';
import { makePlan } from '../../../../lib/orders/plan/make-plan.ts';
import type { Plan, PlanFacts, Verdict } from '../../../../lib/orders/plan/plan.ts';
import { assetRow, blocks, facts, factsOf, listItems, stdq, walkBlocks } from './world.ts';

type Judge = (asset: AssetKey, holder: Holder, facts: PlanFacts) => Verdict;
const nameOf = ({ adamId, pricingParam }: AssetKey) => `${adamId}/${pricingParam}`;

/** The rules once more, one item at a time. */
function holds(facts: PlanFacts, { kind, id }: Holder, asset: AssetKey): boolean {
  return facts.held.get(`${kind === 'user' ? 'u' : 'd'}${id}`)?.has(nameOf(asset)) ?? false;
}
function againstHolder({ kind, id }: Holder, { users }: PlanFacts): Verdict | undefined {
  if (kind === 'device') return id === '' || id === ' x' ? 'bad-id' : undefined;
  if (!users.has(id)) return 'unknown-holder';
  return id === 'gone' || id === 'deleted' ? 'retired-holder' : undefined;
}
function grantModel() {
  const left = new Map<string, number>();
  const judge: Judge = (asset, holder, facts) => {
    const row = facts.assets.get(nameOf(asset));
    if (!row) return 'unknown-asset';
    if (holder.kind === 'device' && row.productType === 'Book') return 'users-only';
    if (holder.kind === 'device' && !row.deviceAssignable) return 'not-device-assignable';
    const against = againstHolder(holder, facts);
    if (against) return against;
    if (holds(facts, holder, asset)) return 'already-so';
    if (row.unlimited) return 'will-do';
    const available = left.get(nameOf(asset)) ?? row.availableCount ?? 0;
    left.set(nameOf(asset), available - 1);
    return available > 0 ? 'will-do' : 'short';
  };
  return judge;
}
const takeBackModel: Judge = (asset, holder, facts) => {
  const row = facts.assets.get(nameOf(asset));
  if (!row) return 'unknown-asset';
  const against = againstHolder(holder, facts);
  if (against) return against;
  if (!holds(facts, holder, asset)) return 'already-so';
  return row.revocable ? 'will-do' : 'irrevocable';
};

function modelOf(items: ReturnType<typeof walkBlocks>, facts: PlanFacts, judge: Judge) {
  const seen = new Set<string>();
  return items.map(({ asset, holder }) => {
    const text = `${nameOf(asset)} ${holder.kind} ${holder.id}`;
    const verdict = seen.has(text) ? 'duplicate' : judge(asset, holder, facts);
    seen.add(text);
    return { text, asset, holder, verdict };
  });
}

/** What a plan says of its items, to compare with what the model says. */
function expectSame(plan: Plan, model: readonly { text: string; verdict: Verdict }[]): void {
  const textsOf = (verdict: Verdict) =>
    model
      .filter((item) => item.verdict === verdict)
      .map(({ text }) => text)
      .sort();
  expect(listItems(plan.batches).sort()).toEqual(textsOf('will-do'));
  const verdicts = new Set(model.map(({ verdict }) => verdict));
  for (const verdict of new Set([...verdicts, ...plan.skipped.map((set) => set.verdict)])) {
    expect(plan.counts[verdict] ?? 0).toBe(textsOf(verdict).length);
    if (verdict === 'will-do') continue;
    expect(listItems(plan.skipped.filter((set) => set.verdict === verdict)).sort()).toEqual(textsOf(verdict));
  }
}

describe('a plan of grants', () => {
  it('gives each item the verdict that the rules give it, in the order of the blocks', () => {
    fc.assert(
      fc.property(blocks, facts, (blocks, facts) => {
        expectSame(
          makePlan({ kind: 'grant', blocks }, facts),
          modelOf(walkBlocks(blocks), facts, grantModel()),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('never gives away more than there is, and names who goes without in their order', () => {
    fc.assert(
      fc.property(blocks, facts, (blocks, facts) => {
        const plan = makePlan({ kind: 'grant', blocks }, facts);
        const model = modelOf(walkBlocks(blocks), facts, grantModel());
        for (const [name, row] of facts.assets) {
          const given = model.filter(
            (item) => nameOf(item.asset) === name && item.verdict === 'will-do',
          ).length;
          const short = model.filter((item) => nameOf(item.asset) === name && item.verdict === 'short');
          const shortage = plan.shortages.find(({ asset }) => nameOf(asset) === name);
          if (row.unlimited) expect(shortage).toBeUndefined();
          else expect(given).toBeLessThanOrEqual(Math.max(0, row.availableCount ?? 0));
          expect(shortage?.without ?? []).toEqual(short.map(({ holder }) => holder));
          if (shortage) expect(shortage.wanted).toBe(given + short.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('counts the books that are given away for ever', () => {
    const book = assetRow('7', { productType: 'Book', revocable: false, deviceAssignable: false });
    const both = [stdq('7'), stdq('1')];
    const wish = {
      kind: 'grant' as const,
      blocks: [{ assets: both, clientUserIds: ['anna', 'ben'], serialNumbers: ['C02A'] }],
    };
    const plan = makePlan(wish, factsOf([book, assetRow('1')]));
    expect(plan.forever).toEqual({ licences: 2, people: 2 });
    expect(plan.counts).toEqual({ 'will-do': 5, 'users-only': 1 });
    expect(plan.warnings).toContainEqual({ kind: 'not-associated', people: 1 });
  });

  it('plans 25 apps for 4,000 devices as four requests of 25 by 1,000', () => {
    const rows = Array.from({ length: 25 }, (_, index) => assetRow(`${index}`, { availableCount: 4000 }));
    const serialNumbers = Array.from({ length: 4000 }, (_, index) => `C02${index}`);
    const blocks = [{ assets: rows, clientUserIds: [], serialNumbers }];
    const plan = makePlan({ kind: 'grant', blocks }, factsOf(rows));
    expect(plan.batches).toHaveLength(4);
    expect(plan.counts).toEqual({ 'will-do': 100_000 });
    // Four sends at ten a second, and one read of each event after 30 s.
    expect(plan.expectedMs).toBe(30_400);
  });
});

describe('a plan of taking back', () => {
  it('gives each item the verdict that the rules give it', () => {
    fc.assert(
      fc.property(blocks, facts, (blocks, facts) => {
        const plan = makePlan({ kind: 'take-back', blocks }, facts);
        expectSame(plan, modelOf(walkBlocks(blocks), facts, takeBackModel));
      }),
      { numRuns: 200 },
    );
  });
});

describe('what every plan warns of', () => {
  const wish = { kind: 'retire' as const, clientUserIds: [] };
  const kinds = (more: Partial<PlanFacts>) =>
    makePlan(wish, factsOf([], more)).warnings.map(({ kind }) => kind);

  it('is the holder, old or missing knowledge, and limits that were never read', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ mdmInfo: { id: '1', name: 'Some MDM', metadata: '' } })).toEqual(['holder']);
    expect(kinds({ now: 90_000_000, asOf: 1 })).toEqual(['old-knowledge']);
    const { asOf: _, ...unread } = factsOf([]);
    expect(makePlan(wish, unread).warnings).toEqual([{ kind: 'old-knowledge' }]);
    expect(kinds({ limitsUnknown: true, limits: exampleLimits })).toEqual(['limits-unknown']);
  });

  it('makes an empty wish an empty plan that takes no time', () => {
    expect(makePlan(wish, factsOf([]))).toMatchObject({
      batches: [],
      skipped: [],
      counts: {},
      expectedMs: 0,
    });
  });
});
