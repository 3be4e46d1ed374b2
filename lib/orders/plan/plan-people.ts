import type { Holder } from '../../cache/rows.ts';
import { isAddress, isBadId, isRetired, judgeHolder } from './judge-holder.ts';
import { chunk } from './pack-pairs.ts';
import type { PlanFacts, PlanWarning, Verdict } from './plan.ts';
import { emptyPart, type PlanPart } from './plan-part.ts';
import { asOf, revocableOf } from './plan-take-back.ts';
import { createSorter } from './sort-holders.ts';
import type { PersonWish } from './wish.ts';

export function planCreate(people: readonly PersonWish[], facts: PlanFacts): PlanPart {
  const { part, wanted } = planPeople('users/create', people, facts, ({ clientUserId, email }) => {
    if (isBadId(clientUserId)) return 'bad-id';
    const user = facts.users.get(clientUserId);
    if (user && !isRetired(user)) return 'exists';
    return isBadEmail(email) ? 'bad-email' : 'will-do';
  });
  const addresses = wanted.filter(({ clientUserId }) => isAddress(clientUserId)).length;
  const warnings: PlanWarning[] = addresses > 0 ? [{ kind: 'address-as-id', people: addresses }] : [];
  return { ...part, warnings };
}

/** Apple does not tell a Managed Apple Account (reference 4.8), so one that is wished for is always sent. */
export function planEdit(people: readonly PersonWish[], facts: PlanFacts): PlanPart {
  const { part, wanted } = planPeople('users/update', people, facts, (person) => {
    const user = facts.users.get(person.clientUserId);
    const against = judgeHolder(holderOf(person), user);
    if (against) return against;
    if (isBadEmail(person.email)) return 'bad-email';
    const isSame = person.email === undefined || person.email === user?.email;
    return isSame && person.managedAppleId === undefined ? 'already-so' : 'will-do';
  });
  return { ...part, before: { blocks: [], people: peopleBefore(wanted, facts) } };
}

/** Takes back what is revocable; books stay lost (reference 11.1). */
export function planRetire(clientUserIds: readonly string[], facts: PlanFacts): PlanPart {
  const sorter = createSorter();
  for (const id of clientUserIds) {
    sorter.add({ kind: 'user', id }, () => {
      const user = facts.users.get(id);
      if (!user) return 'unknown-holder';
      return isRetired(user) ? 'already-so' : 'will-do';
    });
  }
  const wanted = sorter.willDo().map(({ id }) => id);
  return {
    ...emptyPart,
    batches: chunk(wanted, facts.limits.maxUsers).map((ids) => ({
      call: 'users/retire',
      clientUserIds: ids,
    })),
    skipped: sorter.skipped(),
    counts: sorter.counts,
    warnings: warnOfBooks(wanted, facts),
    before: {
      blocks: revocableOf(sorter.willDo(), facts),
      people: peopleBefore(
        wanted.map((clientUserId) => ({ clientUserId })),
        facts,
      ),
      ...asOf(facts),
    },
  };
}

function planPeople(
  call: 'users/create' | 'users/update',
  people: readonly PersonWish[],
  facts: PlanFacts,
  verdictOf: (person: PersonWish) => Verdict,
): { part: PlanPart; wanted: PersonWish[] } {
  const sorter = createSorter();
  const isSecond = createAccountCheck();
  const wanted = people.filter((person) =>
    sorter.add(holderOf(person), () => {
      const verdict = verdictOf(person);
      return verdict === 'will-do' && isSecond(person) ? 'duplicate-account' : verdict;
    }),
  );
  const batches = chunk(wanted, facts.limits.maxUsers).map((some) => ({ call, people: some }));
  return { part: { ...emptyPart, batches, skipped: sorter.skipped(), counts: sorter.counts }, wanted };
}

/** Whether somebody who is sent already has the same Managed Apple Account (reference 4.9: one live user each). */
function createAccountCheck() {
  const taken = new Set<string>();
  return ({ managedAppleId }: PersonWish): boolean => {
    if (managedAppleId === undefined) return false;
    const account = managedAppleId.toLowerCase();
    if (taken.has(account)) return true;
    taken.add(account);
    return false;
  };
}

const holderOf = ({ clientUserId }: PersonWish): Holder => ({ kind: 'user', id: clientUserId });
const isBadEmail = (email: string | undefined) => email !== undefined && !isAddress(email);

function peopleBefore(people: readonly PersonWish[], { users }: PlanFacts): PersonWish[] {
  return people.map(({ clientUserId }) => {
    const email = users.get(clientUserId)?.email;
    return { clientUserId, ...(email !== undefined && { email }) };
  });
}

function warnOfBooks(clientUserIds: readonly string[], { held, assets }: PlanFacts): PlanWarning[] {
  let licences = 0;
  let people = 0;
  for (const id of clientUserIds) {
    let own = 0;
    for (const name of held.get(`u${id}`) ?? []) if (assets.get(name)?.revocable === false) own++;
    licences += own;
    if (own > 0) people++;
  }
  return people > 0 ? [{ kind: 'books-lost', licences, people }] : [];
}
