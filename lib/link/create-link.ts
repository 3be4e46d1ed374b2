import type { AppleReads } from '../apple/contract.ts';
import type { Database } from '../cache/database.ts';
import type { CandidateRow, LocationRow } from '../cache/rows.ts';
import { fingerprint } from '../platform/base64.ts';
import { AppError, isCode, toFailure } from '../platform/errors.ts';
import { createQueue } from '../platform/queue.ts';
import type { SessionMemory } from '../platform/session-memory.ts';
import { storing } from '../platform/storage-error.ts';
import type { ContentToken } from '../token/content-token.ts';
import { readToken } from '../token/read-token.ts';
import type { Vault } from '../vault/create-vault.ts';
import { createCandidates, isSameFailure } from './candidates.ts';
import { createCaptureLimit } from './capture-limit.ts';
import { isSameWish, keepAs, type LinkWish } from './link-wish.ts';
import { locationRow } from './location-row.ts';
import { refuseOlder } from './older-token.ts';
import { type ProvenToken, proveToken } from './prove.ts';
import { writeLinked } from './write-linked.ts';

type Proven = Extract<CandidateRow['proof'], { state: 'proven' }>;
interface Linked {
  uId: string;
  renewed: boolean;
}

export interface Offer {
  text: string;
  source: CandidateRow['source'];
  tabId?: number;
}

/** The name of a location's token in the vault. */
export const tokenName = (uId: string) => `token:${uId}`;
/** The location that a candidate is known to be of. */
const namedBy = ({ proof, uId }: CandidateRow) => (proof.state === 'proven' ? proof.uId : uId) ?? [];

/**
 * From a caught or given text to a linked location. A candidate is proven at Apple as soon as it is there and stored
 * only on the admin's word; a renewal is matched by uId, so another location's token never replaces this one.
 */
export function createLink(deps: {
  cache: Database;
  session: SessionMemory;
  vault: Vault;
  apple: AppleReads;
  now(): number;
  randomId(): string;
  /** Told when what a portal tab's card shows may have changed. */
  onCandidate(row: CandidateRow): Promise<void>;
  /** Told when a candidate has come to its end, so that its card can say so. */
  onClosed(row: CandidateRow, end: 'linked' | 'gone'): Promise<void>;
  /** Told of a new or renewed location. */
  onLinked(uId: string): Promise<void>;
  /** Told of what went wrong in work that nobody waits for. */
  onBug(error: unknown): void;
}) {
  const { cache, vault, now } = deps;
  const candidates = createCandidates(deps);
  const limit = createCaptureLimit(deps.session, now);
  const proving = new Map<string, Promise<void>>();
  /** The last wish for each candidate that is not through. */
  const linking = new Map<string, { wish: LinkWish; work: Promise<Linked> }>();
  /** Two links at once could each decide how tokens are kept. */
  const oneAtATime = createQueue();
  /** Two offers at once could each find the token unknown, or the limit not reached. */
  const inTurn = createQueue();
  /** Once in the life of a worker: only the death of one leaves something to sweep. */
  let isVaultSwept = false;

  /** @throws not-a-token (details.reason), too-many-captures */
  async function offer({ text, source, tabId }: Offer): Promise<string> {
    const reading = readToken(text);
    if (!reading.ok) throw new AppError('not-a-token', { reason: reading.reason });
    const { token } = reading;
    const row = await inTurn(() => admit(token, source, tabId));
    await deps.onCandidate(row);
    if (row.proof.state !== 'proven') proveAlone(row.id);
    return row.id;
  }

  /** The same token again, for example after a failed proof or in another tab, is the same candidate. */
  async function admit(token: ContentToken, source: Offer['source'], tabId?: number): Promise<CandidateRow> {
    const print = await fingerprint(token.text);
    const known = await candidates.find(token.text, print);
    if (known) return moveTo(known, tabId);
    if (source === 'portal') await limit.admit();
    const row: CandidateRow = {
      id: deps.randomId(),
      fingerprint: print,
      orgName: token.orgName,
      expiresAt: token.expiresAt,
      source,
      ...(tabId === undefined ? {} : { tabId }),
      capturedAt: now(),
      proof: { state: 'running' },
    };
    await candidates.add(row, token.text);
    return row;
  }

  /** The card belongs where the admin is: in the tab that handed the token in last. */
  async function moveTo(row: CandidateRow, tabId: number | undefined): Promise<CandidateRow> {
    if (tabId === undefined || tabId === row.tabId) return row;
    await candidates.change(row.id, { tabId });
    await deps.onClosed(row, 'gone');
    return { ...row, tabId };
  }

  /** A candidate that was dismissed meanwhile needs no proof. */
  function proveAlone(id: string): void {
    prove(id).catch((error) => {
      if (!(error instanceof AppError && error.code === 'candidate-gone')) deps.onBug(error);
    });
  }

  /**
   * Proofs that died with their worker, or that failed for what has passed since, are done again; candidates whose
   * token is gone are dropped, and so are the tokens of links that died half-way.
   */
  async function resume(): Promise<void> {
    // By the candidates that are there, before those whose token is gone are dropped.
    if (!isVaultSwept) await alone(sweepVault);
    isVaultSwept = true;
    await inTurn(() => candidates.sweep());
    for (const id of await candidates.unsettled(now())) proveAlone(id);
  }

  /**
   * A browser that crashed between the two writes of a link leaves a token that no screen shows and no unlink takes
   * away; its candidate tells of it. A token that only lacks its location stays: the cache may have been lost.
   */
  async function sweepVault(): Promise<void> {
    const rows = await storing(() => cache.candidates.toArray());
    const held = new Set(await vault.names());
    for (const uId of new Set(rows.flatMap(namedBy))) {
      if (!held.has(tokenName(uId))) continue;
      if (!(await storing(() => cache.locations.get(uId)))) await vault.remove(tokenName(uId));
    }
  }

  /** One proof at a time for each candidate; its outcome is written to the row. @throws candidate-gone */
  function prove(id: string): Promise<void> {
    const running = proving.get(id);
    if (running) return running;
    const work = runProof(id).finally(() => proving.delete(id));
    proving.set(id, work);
    return work;
  }

  async function runProof(id: string): Promise<void> {
    const { row, text } = await candidates.expect(id);
    const proof = await proofOf(row, text);
    if (!(await candidates.change(id, { proof }))) return;
    // A card that was closed does not come back to say the same again.
    if (!isSameFailure(row.proof, proof))
      await deps.onCandidate({ ...((await candidates.get(id)) ?? row), proof });
    // Whatever a page hands in that Apple does not know is not kept, not even in memory.
    if (row.source === 'portal' && proof.state === 'failed' && proof.failure.code === 'invalid') {
      await candidates.remove(id);
    }
  }

  async function proofOf(row: CandidateRow, text: string, expected?: string): Promise<CandidateRow['proof']> {
    try {
      const proven = await proveToken(deps.apple, {
        text,
        expiresAt: row.expiresAt,
        uId: row.uId ?? expected ?? (await getLinkedWith(row.fingerprint)),
        onNamed: async (uId) => void (await candidates.change(row.id, { uId })),
      });
      const renews = (await storing(() => cache.locations.get(proven.uId))) !== undefined;
      return { state: 'proven', ...proven, renews };
    } catch (error) {
      return { state: 'failed', failure: toFailure(error) };
    }
  }

  /** The location whose token has the same short fingerprint: good enough to choose a pace by, not to tell it by. */
  async function getLinkedWith(print: string): Promise<string | undefined> {
    const row = await storing(() => cache.locations.filter((one) => one.fingerprint === print).first());
    return row?.uId;
  }

  /**
   * Stores the token and the location. Two windows that ask for the same get the same answer; one that asks for another
   * thing waits for the first: it is carried out when the first one failed, and refused as `candidate-gone` when the
   * first one has used the token up. What fails leaves all as it was, and the candidate waiting.
   * @throws candidate-gone, vault-missing, vault-locked, kept-otherwise (the wish for how to keep tokens came second),
   *   wrong-location, location-unknown (unlinked meanwhile), older-token (details.offered, details.linked:
   *   when the two end, in milliseconds since the epoch), storage-full, and why the proof failed
   */
  function link(wish: LinkWish): Promise<Linked> {
    const { candidateId } = wish;
    const last = linking.get(candidateId);
    if (last && isSameWish(last.wish, wish)) return last.work;
    const work = (last?.work ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => runLink(wish))
      .finally(() => {
        if (linking.get(candidateId)?.work === work) linking.delete(candidateId);
      });
    linking.set(candidateId, { wish, work });
    return work;
  }

  async function runLink(wish: LinkWish): Promise<Linked> {
    const { row, text } = await candidates.expect(wish.candidateId);
    const proof = await settledProof(row, text, wish.expectUId);
    await refuseOtherLocation(proof, wish.expectUId);
    return oneAtATime(() => store(wish, proof));
  }

  async function store(wish: LinkWish, proof: Proven): Promise<Linked> {
    // Once more, since it may have been dismissed or wiped while others had their turn.
    const { row, text } = await candidates.expect(wish.candidateId);
    const before = await storing(() => cache.locations.get(proof.uId));
    if (!before && (proof.renews || wish.expectUId !== undefined)) {
      // Unlinked since the admin looked: a renewal must not bring it back.
      await candidates.noteUnlinked(proof.uId);
      throw new AppError('location-unknown', { uId: proof.uId });
    }
    if (before && !wish.replaceNewer) refuseOlder(proof, before, now());
    if (wish.keep) await keepAs(vault, wish.keep);
    await storeBoth(text, locationRow(row, proof, before, now()));
    await followUp(row, proof.uId);
    return { uId: proof.uId, renewed: before !== undefined };
  }

  /** The link stands by now: what fails here must not be told as a link that failed. */
  async function followUp(row: CandidateRow, uId: string): Promise<void> {
    const works = [
      () => candidates.remove(row.id),
      () => deps.onClosed(row, 'linked'),
      () => deps.onLinked(uId),
    ];
    for (const work of works) await work().catch(deps.onBug);
  }

  /**
   * The vault first: after a death in between, a location row without its token would only ask for it again, while a
   * token whose row is missing still has its candidate waiting.
   */
  async function storeBoth(text: string, location: LocationRow): Promise<void> {
    const name = tokenName(location.uId);
    const old = await getToken(name);
    await vault.put(name, text);
    try {
      await storing(() => writeLinked(cache, location, now()));
    } catch (error) {
      await (old === undefined ? vault.remove(name) : vault.put(name, old));
      throw error;
    }
  }

  async function getToken(name: string): Promise<string | undefined> {
    try {
      return await vault.expect(name);
    } catch (error) {
      if (isCode(error, 'token-missing')) return undefined;
      // A record that cannot be opened any more is no loss.
      if (isCode(error, 'storage-broken')) return undefined;
      throw error;
    }
  }

  /** Runs while no offer is taken in and no link is stored: what takes tokens away must not meet what brings them. */
  function alone<T>(work: () => Promise<T>): Promise<T> {
    return inTurn(() => oneAtATime(work));
  }

  async function dismiss(id: string): Promise<void> {
    const row = await candidates.get(id);
    await candidates.remove(id);
    if (row) await deps.onClosed(row, 'gone');
  }

  async function settledProof(
    row: CandidateRow,
    text: string,
    expected: string | undefined,
  ): Promise<Proven> {
    const proof = row.proof.state === 'proven' ? row.proof : await proofOf(row, text, expected);
    if (proof.state === 'proven') return proof;
    throw proof.state === 'failed'
      ? new AppError(proof.failure.code, proof.failure.details)
      : new AppError('bug', { name: 'UnsettledProof' });
  }

  async function refuseOtherLocation(proof: ProvenToken, expected: string | undefined): Promise<void> {
    if (expected === undefined || expected === proof.uId) return;
    const wanted = await storing(() => cache.locations.get(expected));
    throw new AppError('wrong-location', {
      expected: wanted?.locationName ?? expected,
      found: proof.locationName,
    });
  }

  return { offer, prove, link, dismiss, resume, alone, candidates };
}
export type Link = ReturnType<typeof createLink>;
