import { z } from 'zod';
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

export const noPolicy: Policy = policySchema.parse({});

/** @returns the policy as it stands; none where the browser has none (Firefox then refuses to read) */
export function createPolicy(area: ManagedArea | undefined) {
  return async function read(): Promise<Policy> {
    try {
      return policySchema.parse((await area?.get(null)) ?? {});
    } catch {
      return noPolicy;
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
