import { z } from 'zod';
import type { Clock } from './clock.ts';
import { AppError } from './errors.ts';

/**
 * What the organisation's IT decided, in `storage.managed` (docs/POLICY.md). A bad entry counts as absent and leaves
 * the others alone: a typing error in a policy must not lock an admin out.
 */
const policySchema = z.object({
  /** Settings that nobody can change here. */
  locked: z.record(z.string(), z.unknown()).catch({}),
  /** Settings that hold until somebody changes them here. */
  defaults: z.record(z.string(), z.unknown()).catch({}),
  /** The one allowed way of keeping tokens. */
  keepTokens: z.enum(['session', 'sealed']).optional().catch(undefined),
  minimumPassphraseLength: z.number().int().min(12).max(128).optional().catch(undefined),
});
export type Policy = z.infer<typeof policySchema>;

/** The part of `storage.managed` that is needed. */
export interface ManagedArea {
  get(keys: null): Promise<Record<string, unknown>>;
}

/** Where the last answer is kept. */
interface KeptArea {
  get(keys: string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

interface Parts {
  /** Absent where the browser has no policies. */
  managed: ManagedArea | undefined;
  kept: KeptArea;
  sleep: Clock['sleep'];
}

export const noPolicy: Policy = policySchema.parse({});

/** The most that is waited for the browser, in milliseconds. */
const patience = 5_000;
const key = 'policy';

/** How Firefox says that there is no policy: "Managed storage manifest not found". */
const isNoneInFirefox = (error: unknown): boolean =>
  error instanceof Error && /manifest not found/i.test(error.message);

/**
 * Chromium answers for its policies once it has gathered them: seconds after its start, and on some machines never
 * (MicrosoftEdge-Extensions issue 299). Nobody waits longer than `patience`; from then on the last answer holds, and a
 * new one is kept when it comes, of which who listens to the kept area hears.
 * @returns reads the policy as it stands; none where the browser has none
 */
export function createPolicy({ managed, kept, sleep }: Parts) {
  /** A question waits for its answer longer than anybody waits for it. */
  let isLate = false;

  async function ask(): Promise<Policy> {
    const raw = await get();
    isLate = false;
    if (!raw) return readKept();
    // A store that fails is told by whoever needs it; this copy is written again at the next reading.
    await keep(raw).catch(() => undefined);
    return policySchema.parse(raw);
  }

  /** Undefined where it fails, which says nothing of what the organisation has decided. */
  async function get(): Promise<Record<string, unknown> | undefined> {
    try {
      return (await managed?.get(null)) ?? {};
    } catch (error) {
      return isNoneInFirefox(error) ? {} : undefined;
    }
  }

  async function keep(raw: Record<string, unknown>): Promise<void> {
    const before = (await kept.get([key]))[key] ?? {};
    if (JSON.stringify(before) !== JSON.stringify(raw)) await kept.set({ [key]: raw });
  }

  const readKept = async () => policySchema.parse((await kept.get([key]))[key] ?? {});

  async function readKeptAfter(signal: AbortSignal): Promise<Policy> {
    await sleep(patience, signal);
    isLate = true;
    return readKept();
  }

  return async function read(): Promise<Policy> {
    if (isLate) return readKept();
    const answered = new AbortController();
    try {
      return await Promise.race([ask(), readKeptAfter(answered.signal)]);
    } finally {
      answered.abort();
    }
  };
}

/**
 * Whether the organisation allows this way of keeping tokens.
 * @throws AppError refused-by-policy, passphrase-short
 */
export function checkKeep(
  { keepTokens, minimumPassphraseLength: shortest }: Policy,
  wanted: { mode: 'session' } | { mode: 'sealed'; passphrase: string },
): void {
  if (keepTokens !== undefined && keepTokens !== wanted.mode) throw new AppError('refused-by-policy');
  if (wanted.mode === 'sealed' && shortest !== undefined && [...wanted.passphrase].length < shortest) {
    throw new AppError('passphrase-short', { shortest });
  }
}
export type ReadPolicy = ReturnType<typeof createPolicy>;
