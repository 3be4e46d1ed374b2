import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePlan } from '../../../../lib/orders/plan/make-plan.ts';
import type { Verdict } from '../../../../lib/orders/plan/plan.ts';
import type { PersonWish } from '../../../../lib/orders/plan/wish.ts';
import { assetRow, facts, factsOf, listItems, serial, stdq, userId } from './world.ts';

const ids = fc.array(userId, { maxLength: 12 });
const person: fc.Arbitrary<PersonWish> = fc.record(
  {
    clientUserId: fc.oneof(userId, fc.constantFrom('new1', 'new2', 'new@school.example', 'tab\there')),
    email: fc.constantFrom('anna@school.example', 'ben@school.example', 'no address', 'two@@x.example', ''),
    managedAppleId: fc.constantFrom('anna@managed.example', 'Anna@Managed.example', 'ben@managed.example'),
  },
  { requiredKeys: ['clientUserId'] },
);

/** Apple ties an account to one person, upper and lower case being the same. */
function judgeAccounts(judge: (person: PersonWish) => Verdict) {
  const tied = new Set<string>();
  return (person: PersonWish): Verdict => {
    const verdict = judge(person);
    const account = person.managedAppleId?.toLowerCase();
    if (verdict !== 'will-do' || account === undefined) return verdict;
    if (tied.has(account)) return 'duplicate-account';
    tied.add(account);
    return verdict;
  };
}

/** What each of them gets by the rules, the first time; again it is a duplicate. */
function modelOf<Wished>(
  wished: readonly Wished[],
  idOf: (one: Wished) => string,
  judge: (one: Wished) => Verdict,
) {
  const seen = new Set<string>();
  const verdicts: Partial<Record<Verdict, string[]>> = {};
  for (const one of wished) {
    const verdict = seen.has(idOf(one)) ? 'duplicate' : judge(one);
    seen.add(idOf(one));
    verdicts[verdict] = [...(verdicts[verdict] ?? []), idOf(one)];
  }
  return verdicts;
}
function verdictsOf({ batches, skipped }: ReturnType<typeof makePlan>) {
  const verdicts: Partial<Record<Verdict, string[]>> = {};
  const willDo = listItems(batches);
  if (willDo.length > 0) verdicts['will-do'] = willDo;
  for (const set of skipped) verdicts[set.verdict] = listItems([set]);
  return verdicts;
}
const isActive = (id: string) => ['anna', 'ben', 'Ænna', '学生', 'x1'].includes(id);
const isRetired = (id: string) => id === 'gone' || id === 'deleted';

describe('a plan for people', () => {
  it('creates those who can be created', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 12 }), facts, (people, facts) => {
        const plan = makePlan({ kind: 'create', people }, facts);
        const model = modelOf(
          people,
          ({ clientUserId }) => `user ${clientUserId}`,
          judgeAccounts(({ clientUserId, email }) => {
            if (clientUserId === '' || clientUserId === 'tab\there') return 'bad-id';
            if (isActive(clientUserId)) return 'exists';
            return email === undefined || /^[a-z]+@school/.test(email) ? 'will-do' : 'bad-email';
          }),
        );
        expect(verdictsOf(plan)).toEqual(model);
        for (const body of plan.batches) {
          expect('people' in body && body.people.length).toBeLessThanOrEqual(facts.limits.maxUsers);
        }
      }),
    );
  });

  it('warns of an address as an id, and sends the person as they were wished for', () => {
    const wished = {
      clientUserId: 'new@school.example',
      email: 'new@school.example',
      managedAppleId: 'n@m.example',
    };
    const plan = makePlan({ kind: 'create', people: [wished] }, factsOf([]));
    expect(plan.batches).toEqual([{ call: 'users/create', people: [wished] }]);
    expect(plan.warnings).toEqual([{ kind: 'address-as-id', people: 1 }]);
  });

  it('gives an Apple Account to the first who is sent with it, not to the second', () => {
    const wish = (clientUserId: string, managedAppleId: string): PersonWish => ({
      clientUserId,
      managedAppleId,
    });
    const people = [wish('bad\tid', 'n@m.example'), wish('new1', 'n@m.example'), wish('new2', 'N@M.example')];
    const plan = makePlan({ kind: 'create', people }, factsOf([]));
    expect(plan.batches).toEqual([{ call: 'users/create', people: [people[1]] }]);
    expect(plan.counts).toEqual({ 'bad-id': 1, 'will-do': 1, 'duplicate-account': 1 });
  });

  it('edits those who change, and remembers the addresses before', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 12 }), facts, (people, facts) => {
        const plan = makePlan({ kind: 'edit', people }, facts);
        const model = modelOf(
          people,
          ({ clientUserId }) => `user ${clientUserId}`,
          judgeAccounts((one) => {
            if (isRetired(one.clientUserId)) return 'retired-holder';
            if (!isActive(one.clientUserId)) return 'unknown-holder';
            if (one.email !== undefined && !/^[a-z]+@school/.test(one.email)) return 'bad-email';
            const isSame = [undefined, facts.users.get(one.clientUserId)?.email].includes(one.email);
            return isSame && one.managedAppleId === undefined ? 'already-so' : 'will-do';
          }),
        );
        expect(verdictsOf(plan)).toEqual(model);
        expect(plan.before?.people.map(({ clientUserId }) => `user ${clientUserId}`)).toEqual(
          model['will-do'] ?? [],
        );
        for (const { clientUserId, email } of plan.before?.people ?? []) {
          expect(email).toBe(facts.users.get(clientUserId)?.email);
        }
      }),
    );
  });

  it('retires the active ones, and remembers which licences come back', () => {
    fc.assert(
      fc.property(ids, facts, (clientUserIds, facts) => {
        const plan = makePlan({ kind: 'retire', clientUserIds }, facts);
        const model = modelOf(
          clientUserIds,
          (id) => `user ${id}`,
          (id) => {
            if (isRetired(id)) return 'already-so';
            return isActive(id) ? 'will-do' : 'unknown-holder';
          },
        );
        expect(verdictsOf(plan)).toEqual(model);
        const released = new Set(clientUserIds.filter(isActive))
          .values()
          .flatMap((id) =>
            [...(facts.held.get(`u${id}`) ?? [])]
              .filter((name) => facts.assets.get(name)?.revocable !== false)
              .map((name) => `${name} user ${id}`),
          );
        const blocks = (plan.before?.blocks ?? []).map((block) => ({ of: 'pairs' as const, block }));
        expect(listItems(blocks).sort()).toEqual([...released].sort());
      }),
    );
  });

  it('says which books are lost with the retired', () => {
    const book = assetRow('7', { productType: 'Book', revocable: false, deviceAssignable: false });
    const held = new Map([
      ['uanna', new Set(['7/STDQ', '1/STDQ'])],
      ['uben', new Set(['7/STDQ'])],
      ['ux1', new Set(['1/STDQ'])],
    ]);
    const wish = { kind: 'retire' as const, clientUserIds: ['anna', 'ben', 'x1'] };
    const plan = makePlan(wish, factsOf([book, assetRow('1')], { held }));
    expect(plan.warnings).toEqual([{ kind: 'books-lost', licences: 2, people: 2 }]);
    expect(plan.before?.blocks).toEqual([
      { assets: [stdq('1')], clientUserIds: ['anna', 'x1'], serialNumbers: [] },
    ]);
  });
});

describe('a plan of taking everything back', () => {
  it('sends those who hold something revocable, a tenth of the usual at a time', () => {
    fc.assert(
      fc.property(ids, fc.array(serial, { maxLength: 9 }), facts, (clientUserIds, serialNumbers, facts) => {
        const plan = makePlan({ kind: 'take-all-back', clientUserIds, serialNumbers }, facts);
        const holders = [...clientUserIds.map((id) => `u${id}`), ...serialNumbers.map((id) => `d${id}`)];
        const model = modelOf(
          holders,
          (key) => `${key.startsWith('u') ? 'user' : 'device'} ${key.slice(1)}`,
          (key) => {
            const id = key.slice(1);
            if (key.startsWith('d') && id.trim() !== id) return 'bad-id';
            if (key === 'd') return 'bad-id';
            if (key.startsWith('u') && isRetired(id)) return 'retired-holder';
            if (key.startsWith('u') && !isActive(id)) return 'unknown-holder';
            const held = [...(facts.held.get(key) ?? [])];
            if (held.length === 0) return 'already-so';
            return held.some((name) => facts.assets.get(name)?.revocable !== false)
              ? 'will-do'
              : 'irrevocable';
          },
        );
        const sorted = (verdicts: Partial<Record<Verdict, string[]>>) =>
          Object.fromEntries(Object.entries(verdicts).map(([verdict, texts]) => [verdict, texts.toSorted()]));
        expect(sorted(verdictsOf(plan))).toEqual(sorted(model));
        for (const body of plan.batches) {
          if (body.call !== 'revoke') throw new Error(body.call);
          expect(body.clientUserIds.length).toBeLessThanOrEqual(facts.limits.maxRevokeClientUserIds);
          expect(body.serialNumbers.length).toBeLessThanOrEqual(facts.limits.maxRevokeSerialNumbers);
        }
      }),
    );
  });
});
