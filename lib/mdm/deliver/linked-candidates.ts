import { z } from 'zod';
import type { Card } from '../../bus/contract.ts';
import type { Database } from '../../cache/database.ts';
import type { CandidateRow } from '../../cache/rows.ts';
import { AppError } from '../../platform/errors.ts';
import type { SessionMemory } from '../../platform/session-memory.ts';
import { storing } from '../../platform/storage-error.ts';
import { readCardHandover, readOnward } from './card-handover.ts';

const linkedSchema = z.object({
  candidateId: z.string(),
  uId: z.string(),
  renews: z.boolean(),
  at: z.number(),
});
type Linked = z.output<typeof linkedSchema>;

const prefix = 'linked-in:';
/** One a tab: the card there shows the last one. */
const key = (tabId: number) => `${prefix}${tabId}`;
/** How long a card that nobody closed comes back when its page loads again, in milliseconds. */
const fresh = 60 * 60_000;

type Sender = { kind: 'ui' } | { kind: 'portal'; tabId: number; frameId: number };

/** Remembers which location the card of a portal tab was linked to, so that the card can send that token on. */
export function createLinkedCandidates(deps: { cache: Database; session: SessionMemory; now(): number }) {
  const { cache, session, now } = deps;

  async function getLinked(tabId: number): Promise<Linked | undefined> {
    const linked = await session.get(key(tabId), linkedSchema);
    return linked && now() - linked.at < fresh ? linked : undefined;
  }

  /** Only for the top frame of the tab that it was caught in. @throws candidate-gone */
  async function expectLinked(candidateId: string, sender: Sender): Promise<Linked & { tabId: number }> {
    if (sender.kind !== 'portal' || sender.frameId !== 0) throw new AppError('candidate-gone');
    const linked = await getLinked(sender.tabId);
    if (linked?.candidateId !== candidateId) throw new AppError('candidate-gone');
    return { ...linked, tabId: sender.tabId };
  }

  async function cardOf({ candidateId, uId, renews }: Linked) {
    const location = await storing(() => cache.locations.get(uId));
    if (!location) return undefined;
    const { orgName, expiresAt, locationName } = location;
    const { shown: handover, mdm } = await storing(() => readCardHandover(cache, location));
    const card = {
      candidateId,
      orgName,
      expiresAt,
      state: 'linked',
      locationName,
      renews,
      handover,
    } as const;
    return { uId, card, ...(mdm && { mdm }) };
  }

  return {
    /** Undefined when nothing was linked there of late, or the location is unlinked again. */
    async getCard(tabId: number): Promise<Card | undefined> {
      const linked = await getLinked(tabId);
      return linked && (await cardOf(linked))?.card;
    },

    /** What the click that renews can do besides. */
    onward: async ({ proof }: CandidateRow) =>
      proof.state === 'proven' && proof.renews ? storing(() => readOnward(cache, proof.uId)) : undefined,

    async note({ id, tabId, uId, proof }: CandidateRow): Promise<void> {
      const isProven = proof.state === 'proven';
      const known = isProven ? proof.uId : uId;
      if (tabId === undefined || known === undefined) return;
      const linked: Linked = { candidateId: id, uId: known, renews: isProven && proof.renews, at: now() };
      await session.set(key(tabId), linked);
    },

    /** The card, its location and, where one is known, the MDM that it speaks of. @throws candidate-gone */
    async expect(candidateId: string, sender: Sender) {
      const { tabId, ...linked } = await expectLinked(candidateId, sender);
      const found = await cardOf(linked);
      if (!found) throw new AppError('candidate-gone');
      return { ...found, tabId };
    },

    /** The admin closed the card. @returns whether it was that of a linked token */
    async forget(candidateId: string, sender: Sender): Promise<boolean> {
      try {
        const { tabId } = await expectLinked(candidateId, sender);
        await session.remove(key(tabId));
        return true;
      } catch (error) {
        if (error instanceof AppError && error.code === 'candidate-gone') return false;
        throw error;
      }
    },

    /** The tabs in which something was linked. */
    tabs: async () => (await session.keys(prefix)).map((name) => Number(name.slice(prefix.length))),
  };
}
export type LinkedCandidates = ReturnType<typeof createLinkedCandidates>;
