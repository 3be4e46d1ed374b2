import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countItems, type Item, itemAt, itemsOf } from '../../../../lib/orders/plan/lines.ts';
import { makePlan } from '../../../../lib/orders/plan/make-plan.ts';
import { doneItems } from '../../../../lib/orders/plan/outcome.ts';
import type { BatchBody, ItemSet, PlanFacts } from '../../../../lib/orders/plan/plan.ts';
import { movesToDo, secondPhase } from '../../../../lib/orders/plan/plan-move.ts';
import { retryOf } from '../../../../lib/orders/plan/retry.ts';
import { planUndo } from '../../../../lib/orders/plan/undo.ts';
import type { MoveWish, Wish } from '../../../../lib/orders/plan/wish.ts';
import { asset, assetRow, block, blocks, facts, factsOf, listItems, serial, stdq, userId } from './world.ts';

const ids = fc.array(userId, { maxLength: 6 });
const serials = fc.array(serial, { maxLength: 6 });
const move = fc.record({ asset, clientUserId: userId, serialNumber: serial });
const person = userId.map((clientUserId) => ({ clientUserId, email: 'other@school.example' }));
const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({ kind: fc.constantFrom('grant' as const, 'take-back' as const), blocks }),
  fc.record({ kind: fc.constant('take-all-back' as const), clientUserIds: ids, serialNumbers: serials }),
  fc.record({
    kind: fc.constantFrom('create' as const, 'edit' as const),
    people: fc.array(person, { maxLength: 6 }),
  }),
  fc.record({ kind: fc.constant('retire' as const), clientUserIds: ids }),
  fc.record({ kind: fc.constant('move' as const), moves: fc.array(move, { maxLength: 8 }) }),
);

/** Apple in ten lines: what a location is after a batch of which everything works. */
function perform(facts: PlanFacts, body: BatchBody): PlanFacts {
  const held = new Map([...facts.held].map(([key, own]) => [key, new Set(own)]));
  const users = new Map(facts.users);
  const isRevocable = (name: string) => facts.assets.get(name)?.revocable !== false;
  const people = new Map('people' in body ? body.people.map((one) => [one.clientUserId, one]) : []);
  for (let place = 0; place < countItems(body); place++) {
    const item = itemAt(body, place);
    if (!item) throw new Error('A batch ends too early.');
    const key = `${item.holder.kind === 'user' ? 'u' : 'd'}${item.holder.id}`;
    const own = held.get(key) ?? new Set();
    const name = item.asset ? `${item.asset.adamId}/${item.asset.pricingParam}` : '';
    const user = users.get(item.holder.id);
    if (body.call === 'associate') own.add(name);
    else if (body.call === 'disassociate') own.delete(name);
    else if (body.call === 'users/create')
      users.set(item.holder.id, { ...people.get(item.holder.id), status: 'Registered' });
    else if (body.call === 'users/update' && user)
      users.set(item.holder.id, { ...user, ...people.get(item.holder.id) });
    else for (const name of [...own]) if (isRevocable(name)) own.delete(name);
    if (body.call === 'users/retire' && user) users.set(item.holder.id, { ...user, status: 'Retired' });
    held.set(key, own);
  }
  return { ...facts, held, users };
}

/** Plans a wish and does it, but for the items that `fails` names. */
function carryOut(wish: Wish, facts: PlanFacts, fails: (item: Item) => boolean = () => false) {
  const plan = makePlan(wish, facts);
  const done: ItemSet[] = [];
  const failed: ItemSet[] = [];
  let after = facts;
  const send = (body: BatchBody) => {
    const bad = failuresOf(body, fails);
    failed.push(...bad);
    for (const set of doneItems(
      body,
      bad.map((items) => ({ items })),
    )) {
      done.push(set);
      after = perform(after, narrow(body, set));
    }
  };
  for (const body of plan.batches) send(body);
  if (wish.kind === 'move') {
    const arrived = new Set(listItems(failed));
    const isDone = (one: (typeof wish.moves)[number]) =>
      !arrived.has(`${one.asset.adamId}/${one.asset.pricingParam} device ${one.serialNumber}`);
    for (const body of secondPhase(movesToDo(wish.moves, plan.skipped), isDone, facts.limits)) send(body);
  }
  return { plan, done, failed, after };
}
function failuresOf(body: BatchBody, fails: (item: Item) => boolean): ItemSet[] {
  const all = Array.from({ length: countItems(body) }, (_, place) => itemAt(body, place)).filter(
    (one) => one !== undefined,
  );
  return all.filter(fails).map(({ asset, holder }): ItemSet => {
    if (!asset) return { of: 'holders', holders: [holder] };
    const clientUserIds = holder.kind === 'user' ? [holder.id] : [];
    const serialNumbers = holder.kind === 'device' ? [holder.id] : [];
    return { of: 'pairs', block: { assets: [asset], clientUserIds, serialNumbers } };
  });
}
function narrow(body: BatchBody, set: ItemSet): BatchBody {
  if (set.of === 'pairs')
    return { call: body.call === 'associate' ? 'associate' : 'disassociate', ...set.block };
  const ids = (kind: 'user' | 'device') =>
    set.of === 'holders' ? set.holders.flatMap((holder) => (holder.kind === kind ? holder.id : [])) : [];
  if ('people' in body)
    return { ...body, people: body.people.filter((one) => ids('user').includes(one.clientUserId)) };
  if (body.call === 'revoke') return { ...body, clientUserIds: ids('user'), serialNumbers: ids('device') };
  return { call: 'users/retire', clientUserIds: ids('user') };
}

/** What can come back: all but books, and of people what Apple tells. */
function stateOf({ held, users, assets }: PlanFacts) {
  const licences = [...held].flatMap(([key, own]) =>
    [...own].filter((name) => assets.get(name)?.revocable !== false).map((name) => `${name} ${key}`),
  );
  const active = [...users].filter(([, { status }]) => status === 'Registered' || status === 'Associated');
  const emails = active.map(([id, { email }]) => `${id} ${email ?? ''}`);
  return { licences: licences.sort(), people: emails.sort() };
}
const holdsNothing = ['ugone', 'udeleted', 'unobody', 'u', 'd', 'd x'];
function canBeHeld(key: string, name: string, { assets }: PlanFacts): boolean {
  const row = assets.get(name);
  return row !== undefined && (key.startsWith('u') || (row.deviceAssignable && row.productType === 'App'));
}
/** Endless stock of all that is held, and addresses for all: what a plan skips for want of it is tested elsewhere. */
const plenty = (facts: PlanFacts): PlanFacts => ({
  ...facts,
  assets: new Map([...facts.assets].map(([name, row]) => [name, { ...row, unlimited: true }])),
  users: new Map([...facts.users].map(([id, user]) => [id, { email: `${id}@school.example`, ...user }])),
  held: new Map(
    [...facts.held]
      .filter(([key]) => !holdsNothing.includes(key))
      .map(([key, own]) => [key, new Set([...own].filter((name) => canBeHeld(key, name, facts)))]),
  ),
});

describe('an undo', () => {
  it('brings back all that can come back, whatever failed of the order', () => {
    fc.assert(
      fc.property(wish, facts.map(plenty), fc.func(fc.integer({ min: 0, max: 3 })), (wish, facts, dice) => {
        const order = carryOut(wish, facts, (item) => dice(item) === 0);
        let after = order.after;
        const undo = () => {
          const { done, plan } = order;
          const { before, skipped } = plan;
          const of = { wish, done, skipped, assets: facts.assets, held: after.held };
          for (const step of planUndo({ ...of, ...(before && { before }) }).wishes) {
            const back = carryOut(step, after);
            expect(Object.keys(back.plan.counts)).toEqual(['will-do']);
            after = back.after;
          }
        };
        undo();
        // The devices of a move follow once the people have it again.
        if (wish.kind === 'move') undo();
        expect(stateOf(after)).toEqual(stateOf(facts));
      }),
      { numRuns: 500 },
    );
  });

  it('of a move never leaves anybody with nothing, whatever fails, and in whatever order its steps are sent', () => {
    const moves = fc.array(move, { maxLength: 8 }).map((moves) => ({ kind: 'move' as const, moves }));
    const dice = fc.func(fc.integer({ min: 0, max: 2 }));
    const full = facts.map((known) => {
      const all = new Set(known.assets.keys());
      return plenty({
        ...known,
        held: new Map([...known.held, ['uanna', all], ['uben', all], ['ux1', all]]),
      });
    });
    fc.assert(
      fc.property(moves, full, dice, dice, fc.boolean(), (wish, facts, first, second, turns) => {
        const order = carryOut(wish, facts, (item) => first(item) === 0);
        const { done, plan } = order;
        const hasEither = (one: MoveWish, { held }: PlanFacts) =>
          [`u${one.clientUserId}`, `d${one.serialNumber}`].some((holder) =>
            held.get(holder)?.has(`${one.asset.adamId}/${one.asset.pricingParam}`),
          );
        let after = order.after;
        for (let round = 0; round < 3; round++) {
          const of = { wish, done, skipped: plan.skipped, assets: facts.assets, held: after.held };
          const { wishes } = planUndo(of);
          for (const step of turns ? wishes.toReversed() : wishes) {
            after = carryOut(step, after, (item) => second([round, item]) === 0).after;
            for (const one of movesToDo(wish.moves, plan.skipped)) expect(hasEither(one, after)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of "take all back" and of retiring says when what it brings back was known', () => {
    const asOf = 1_700_000_000_000;
    const known = factsOf([assetRow('1')], { held: new Map([['uanna', new Set(['1/STDQ'])]]), asOf });
    for (const wish of [
      { kind: 'take-all-back', clientUserIds: ['anna'], serialNumbers: [] },
      { kind: 'retire', clientUserIds: ['anna'] },
    ] satisfies Wish[]) {
      const { plan, done } = carryOut(wish, known);
      const note = (before = plan.before) =>
        planUndo({ wish, done, assets: known.assets, ...(before && { before }) }).notes.at(-1);
      expect(note()).toEqual({ kind: 'known-before', asOf });
      // As an order of before kept it.
      expect(note({ blocks: plan.before?.blocks ?? [], people: plan.before?.people ?? [] })).toEqual({
        kind: 'known-before',
      });
    }
  });

  it('says that books stay with the people', () => {
    const book = assetRow('7', { productType: 'Book', revocable: false, deviceAssignable: false });
    const known = factsOf([book, assetRow('1')]);
    const give = (assets: string[]) => {
      const wish = {
        kind: 'grant' as const,
        blocks: [{ assets: assets.map(stdq), clientUserIds: ['anna', 'ben'], serialNumbers: [] }],
      };
      return planUndo({ wish, done: carryOut(wish, known).done, assets: known.assets });
    };
    expect(give(['7'])).toEqual({ wishes: [], notes: [{ kind: 'books-stay', licences: 2 }] });
    expect(give(['7', '1'])).toMatchObject({
      wishes: [{ kind: 'take-back', blocks: [{ assets: [stdq('1')], clientUserIds: ['anna', 'ben'] }] }],
      notes: [
        { kind: 'books-stay', licences: 2 },
        { kind: 'app-still-works', days: 30 },
      ],
    });
  });

  it('says what comes back otherwise than it was', () => {
    const held = new Map([['uanna', new Set(['1/STDQ'])]]);
    const known = factsOf([assetRow('1')], { held });
    const kinds = (wish: Wish) => {
      const { plan, done, after } = carryOut(wish, known);
      const undo = planUndo({
        wish,
        done,
        held: after.held,
        assets: known.assets,
        ...(plan.before && { before: plan.before }),
      });
      return undo.notes.map(({ kind }) => kind);
    };
    const again = ['stock-may-be-gone', 'wait-before-reuse'];
    expect(kinds({ kind: 'take-all-back', clientUserIds: ['anna'], serialNumbers: [] })).toEqual([
      ...again,
      'known-before',
    ]);
    expect(kinds({ kind: 'retire', clientUserIds: ['anna'] })).toEqual([
      'come-back-new',
      ...again,
      'known-before',
    ]);
    const people = [
      { clientUserId: 'Ænna', email: 'new@school.example', managedAppleId: 'm@school.example' },
    ];
    expect(kinds({ kind: 'edit', people })).toEqual(['address-unknown', 'account-unknown']);
    const moves = [{ asset: stdq('1'), clientUserId: 'anna', serialNumber: 'C02A' }];
    expect(kinds({ kind: 'move', moves })).toEqual([...again, 'devices-later']);
    const wish = { kind: 'retire' as const, clientUserIds: ['anna'] };
    expect(planUndo({ wish, done: carryOut(wish, known).done, assets: known.assets })).toEqual({
      wishes: [],
      notes: [{ kind: 'before-unknown' }],
    });
  });
});

describe('a second try', () => {
  it('does what failed, and nothing else', () => {
    fc.assert(
      fc.property(wish, facts.map(plenty), fc.func(fc.boolean()), (wish, facts, dice) => {
        const first = carryOut(wish, facts, dice);
        const second = retryOf(wish, first.failed);
        expect(second === undefined).toBe(first.failed.length === 0);
        if (!second) return;
        expect(second.kind).toBe(wish.kind);
        const { plan, done, after } = carryOut(second, first.after);
        expect(Object.keys(plan.counts)).toEqual(['will-do']);
        if (wish.kind !== 'move') expect(listItems(done).sort()).toEqual(listItems(first.failed).sort());
        expect(stateOf(after)).toEqual(stateOf(carryOut(wish, facts).after));
      }),
      { numRuns: 500 },
    );
  });
});

it('a move that stood twice in a list is tried again once', () => {
  const move = {
    asset: { adamId: '3', pricingParam: 'STDQ' as const },
    clientUserId: 'anna',
    serialNumber: 'x1',
  };
  const failed = [
    { of: 'pairs' as const, block: { assets: [move.asset], clientUserIds: [], serialNumbers: ['x1'] } },
  ];
  expect(retryOf({ kind: 'move', moves: [move, { ...move }] }, failed)).toEqual({
    kind: 'move',
    moves: [move],
  });
});

it('of two moves to one device only the one that was not done is tried again', () => {
  const moves = ['anna', 'ben'].map((clientUserId) => ({
    asset: stdq('3'),
    clientUserId,
    serialNumber: 'x1',
  }));
  const again = retryOf({ kind: 'move', moves }, [{ of: 'moves', moves: moves.slice(0, 1) }]);
  expect(again).toEqual({ kind: 'move', moves: moves.slice(0, 1) });
});

describe('what is done of a batch', () => {
  it('is all but what failed', () => {
    fc.assert(
      fc.property(block, fc.func(fc.boolean()), (block, fails) => {
        const unique = (list: string[]) => [...new Set(list)];
        const assets = [...new Map(block.assets.map((one) => [JSON.stringify(one), one])).values()];
        const body: BatchBody = {
          call: 'associate',
          assets,
          clientUserIds: unique(block.clientUserIds),
          serialNumbers: unique(block.serialNumbers),
        };
        const failed = failuresOf(body, fails);
        const done = doneItems(
          body,
          failed.map((items) => ({ items })),
        );
        expect([...listItems(done), ...listItems(failed)].sort()).toEqual(listItems([itemsOf(body)]).sort());
      }),
    );
  });
});
