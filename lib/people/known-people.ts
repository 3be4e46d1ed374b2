/** Who a location knows already, for a check of a file against it. Pure. */

export interface KnownPerson {
  clientUserId: string;
  status: 'Registered' | 'Associated' | 'Retired' | 'Deleted';
  email?: string;
}

export interface KnownPeople {
  isActive(clientUserId: string): boolean;
  /** Retired or deleted, and no active record. */
  isFormer(clientUserId: string): boolean;
  /** The active user with this address, upper and lower case being the same. */
  activeByEmail(emailLower: string): string | undefined;
  isFormerEmail(emailLower: string): boolean;
}

/** Told of people piece by piece: one row a clientUserId, or several; an active one wins (reference 4.8). */
export function gatherKnownPeople() {
  const active = new Set<string>();
  const former = new Set<string>();
  const activeEmails = new Map<string, string>();
  const formerEmails = new Set<string>();
  const known: KnownPeople = {
    isActive: (id) => active.has(id),
    isFormer: (id) => former.has(id) && !active.has(id),
    activeByEmail: (emailLower) => activeEmails.get(emailLower),
    isFormerEmail: (emailLower) => formerEmails.has(emailLower),
  };
  return {
    known,
    add(people: Iterable<KnownPerson>): void {
      for (const { clientUserId, status, email } of people) {
        const isActive = status === 'Registered' || status === 'Associated';
        (isActive ? active : former).add(clientUserId);
        if (!email) continue;
        if (isActive) activeEmails.set(email.toLowerCase(), clientUserId);
        else formerEmails.add(email.toLowerCase());
      }
    },
  };
}

export function createKnownPeople(people: Iterable<KnownPerson>): KnownPeople {
  const { known, add } = gatherKnownPeople();
  add(people);
  return known;
}
