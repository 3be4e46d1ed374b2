/** What speaks against a holder as such. */
import type { Holder } from '../../cache/rows.ts';
import type { PlanFacts, Verdict } from './plan.ts';

/**
 * Of a person, whether Apple knows them as active: one unknown id refuses a whole request (9609). Any serial number is
 * accepted by Apple (reference 4.4), so only what cannot be one is refused here.
 */
export function judgeHolder(holder: Holder, user: UserFact | undefined): Verdict | undefined {
  if (holder.kind === 'device') return isBadId(holder.id) ? 'bad-id' : undefined;
  if (!user) return 'unknown-holder';
  return isRetired(user) ? 'retired-holder' : undefined;
}

type UserFact = {
  status: (PlanFacts['users'] extends ReadonlyMap<string, infer User> ? User : never)['status'];
};

export const isRetired = ({ status }: UserFact) => status === 'Retired' || status === 'Deleted';

/** Blank, with blanks around it, or with signs that nobody sees: a licence for such a holder would be lost sight of. */
export function isBadId(id: string): boolean {
  return id === '' || id !== id.trim() || /\p{Cc}/u.test(id);
}

/** One bad address refuses a whole request (9717). Apple does not say what is one; this is the shape of all of them. */
export const isAddress = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text);
