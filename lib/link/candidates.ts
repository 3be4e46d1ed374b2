import { z } from 'zod';
import type { Database } from '../cache/database.ts';
import type { CandidateRow } from '../cache/rows.ts';
import { AppError, type ErrorCode } from '../platform/errors.ts';
import type { SessionMemory } from '../platform/session-memory.ts';
import { storing } from '../platform/storage-error.ts';

const textKey = (id: string) => `candidate:${id}`;
/** More than an admin looks at; what a page pushes beyond it, pushes out the oldest, what Apple knows last of all. */
const mostFromPortal = 5;

const passing: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'timed-out',
  'throttled',
  'maintenance',
  'server',
  'not-json',
  'missing-permission',
]);

/** Tokens on their way to be linked: what may be seen is a row of the cache, the token itself is in session memory. */
export function createCandidates(deps: { cache: Database; session: SessionMemory }) {
  const { cache, session } = deps;

  async function remove(id: string): Promise<void> {
    await session.remove(textKey(id));
    await storing(() => cache.candidates.delete(id));
  }

  return {
    remove,

    async add(row: CandidateRow, text: string): Promise<void> {
      if (row.source === 'portal') await makeRoom();
      await session.set(textKey(row.id), text);
      try {
        await storing(() => cache.candidates.put(row));
      } catch (error) {
        // A text without its row would be found by nobody.
        await session.remove(textKey(row.id));
        throw error;
      }
    },

    get: (id: string): Promise<CandidateRow | undefined> => storing(() => cache.candidates.get(id)),

    /** The candidate of this very text: a fingerprint is short enough for another token to have the same. */
    async find(text: string, fingerprint: string): Promise<CandidateRow | undefined> {
      const alike = await storing(() =>
        cache.candidates.filter((row) => row.fingerprint === fingerprint).toArray(),
      );
      for (const row of alike) {
        if ((await session.get(textKey(row.id), z.string())) === text) return row;
      }
      return undefined;
    },

    /** The newest one of a portal tab. */
    async ofTab(tabId: number): Promise<CandidateRow | undefined> {
      const rows = await storing(() => cache.candidates.filter((row) => row.tabId === tabId).toArray());
      return rows.sort((a, b) => b.capturedAt - a.capturedAt)[0];
    },

    /** @throws candidate-gone after a restart of the browser, a dismissal or a link */
    async expect(id: string): Promise<{ row: CandidateRow; text: string }> {
      const row = await storing(() => cache.candidates.get(id));
      const text = await session.get(textKey(id), z.string());
      if (row && text !== undefined) return { row, text };
      await remove(id);
      throw new AppError('candidate-gone');
    },

    /** False when the candidate is gone meanwhile: a late proof must not bring a dismissed one back. */
    async change(id: string, part: Partial<CandidateRow>): Promise<boolean> {
      return (await storing(() => cache.candidates.update(id, part))) > 0;
    },

    /** A token that would have renewed this location would link it anew. */
    async noteUnlinked(uId: string): Promise<void> {
      await storing(() =>
        cache.candidates
          .filter(({ proof }) => proof.state === 'proven' && proof.uId === uId)
          .modify(({ proof }) => {
            if (proof.state === 'proven') proof.renews = false;
          }),
      );
    },

    /** Whose proof died with its worker, or failed for what passes by itself or was mended since. */
    async unsettled(now: number): Promise<string[]> {
      return storing(() => cache.candidates.filter(({ proof }) => mayProveAgain(proof, now)).primaryKeys());
    },

    /**
     * Drops the rows whose token is gone, as the browser was closed, and the tokens without a row, as the worker died
     * before it wrote one. Not while one is added.
     */
    async sweep(): Promise<void> {
      const texts = new Set(await session.keys(textKey('')));
      const ids = await storing(() => cache.candidates.toCollection().primaryKeys());
      await storing(() => cache.candidates.bulkDelete(ids.filter((id) => !texts.has(textKey(id)))));
      const strays = texts.difference(new Set(ids.map(textKey)));
      if (strays.size > 0) await session.remove(...strays);
    },
  };

  async function makeRoom(): Promise<void> {
    const rows = await storing(() => cache.candidates.filter((row) => row.source === 'portal').toArray());
    const surplus = rows
      .sort((a, b) => Number(isProven(a)) - Number(isProven(b)) || a.capturedAt - b.capturedAt)
      .slice(0, Math.max(0, rows.length - mostFromPortal + 1));
    for (const row of surplus) await remove(row.id);
  }
}

const isProven = (row: CandidateRow) => row.proof.state === 'proven';

function mayProveAgain(proof: CandidateRow['proof'], now: number): boolean {
  if (proof.state !== 'failed') return proof.state === 'running';
  const { code, details } = proof.failure;
  return passing.has(code) && !(typeof details?.retryAt === 'number' && details.retryAt > now);
}

/** Whether a proof failed again for the same reason. */
export function isSameFailure(before: CandidateRow['proof'], after: CandidateRow['proof']): boolean {
  return before.state === 'failed' && after.state === 'failed' && before.failure.code === after.failure.code;
}
