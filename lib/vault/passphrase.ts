import { z } from 'zod';
import { fromBase64, toBase64 } from '../platform/base64.ts';
import { AppError } from '../platform/errors.ts';
import { importKey, seal, sealedSchema, unseal } from './envelope.ts';

/** OWASP's figure for PBKDF2-HMAC-SHA-256; WebCrypto has no memory-hard function and WASM needs a wider CSP. */
const rounds = 600_000;
export const shortestPassphrase = 12;

/** How a passphrase opens the data key. Kept in clear: without the passphrase it opens nothing. */
export const lockSchema = z.object({
  kdf: z.literal('PBKDF2-SHA-256'),
  rounds: z.number().int().min(rounds).max(100_000_000),
  salt: z.string(),
  wrappedKey: sealedSchema,
});
export type Lock = z.infer<typeof lockSchema>;

/** Wraps a data key (Base64) with a passphrase. @throws passphrase-short */
export async function lockWith(passphrase: string, dataKey: string): Promise<Lock> {
  if ([...passphrase].length < shortestPassphrase) {
    throw new AppError('passphrase-short', { shortest: shortestPassphrase });
  }
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const key = await derive(passphrase, salt, rounds);
  return {
    kdf: 'PBKDF2-SHA-256',
    rounds,
    salt: toBase64(salt),
    wrappedKey: await seal(key, 'data-key', dataKey),
  };
}

/** The data key (Base64). @throws passphrase-wrong */
export async function openLock(lock: Lock, passphrase: string): Promise<string> {
  const key = await derive(passphrase, fromBase64(lock.salt), lock.rounds);
  try {
    return await unseal(key, 'data-key', lock.wrappedKey);
  } catch {
    throw new AppError('passphrase-wrong');
  }
}

export function newDataKey(): string {
  return toBase64(crypto.getRandomValues(new Uint8Array(32)));
}

/** The same passphrase typed on another keyboard may come in another Unicode form: NFKC makes them one. */
async function derive(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    base,
    256,
  );
  return importKey(new Uint8Array(bits));
}
