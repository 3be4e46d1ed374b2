import { z } from 'zod';
import type { Database } from '../../cache/database.ts';
import type { CandidateRow } from '../../cache/rows.ts';
import { AppError } from '../../platform/errors.ts';
import type { SessionMemory } from '../../platform/session-memory.ts';
import { storing } from '../../platform/storage-error.ts';

const linkedSchema = z.object({ candidateId: z.string(), uId: z.string() });
/** One a tab: the card there shows the last one. */
const key = (tabId: number) => `linked-in:${tabId}`;

type Sender = { kind: 'ui' } | { kind: 'portal'; tabId: number; frameId: number };

/** Remembers which location the card of a portal tab was linked to, so that the card can send that token on. */
export function createLinkedCandidates({ cache, session }: { cache: Database; session: SessionMemory }) {
  return {
    async note({ id, tabId, uId, proof }: CandidateRow): Promise<void> {
      const known = proof.state === 'proven' ? proof.uId : uId;
      if (tabId === undefined || known === undefined) return;
      await session.set(key(tabId), { candidateId: id, uId: known });
    },
    /** Only for the top frame of the tab that it was caught in. @throws candidate-gone, mdm-unknown */
    async expectTarget(candidateId: string, sender: Sender): Promise<{ uId: string; mdmId: string }> {
      if (sender.kind !== 'portal' || sender.frameId !== 0) throw new AppError('candidate-gone');
      const linked = await session.get(key(sender.tabId), linkedSchema);
      if (linked?.candidateId !== candidateId) throw new AppError('candidate-gone');
      const target = await storing(() => cache.mdmTargets.get(linked.uId));
      if (!target) throw new AppError('mdm-unknown');
      return { uId: linked.uId, mdmId: target.mdmId };
    },
  };
}
export type LinkedCandidates = ReturnType<typeof createLinkedCandidates>;
