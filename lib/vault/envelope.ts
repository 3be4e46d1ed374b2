import { z } from 'zod';
import { fromBase64, toBase64 } from '../platform/base64.ts';
import { AppError } from '../platform/errors.ts';

/** AES-256-GCM with a fresh 96-bit nonce; both Base64. */
export const sealedSchema = z.object({ nonce: z.string(), data: z.string() });
export type Sealed = z.infer<typeof sealedSchema>;

/** Seals a text. `name` is bound as additional data, so one record cannot be passed off as another. */
export async function seal(key: CryptoKey, name: string, text: string): Promise<Sealed> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt(gcm(nonce, name), key, new TextEncoder().encode(text));
  return { nonce: toBase64(nonce), data: toBase64(new Uint8Array(data)) };
}

/** @throws storage-broken when the record was altered, belongs to another name, or the key is another one. */
export async function unseal(key: CryptoKey, name: string, sealed: Sealed): Promise<string> {
  try {
    const data = await crypto.subtle.decrypt(
      gcm(fromBase64(sealed.nonce), name),
      key,
      fromBase64(sealed.data),
    );
    return new TextDecoder().decode(data);
  } catch {
    throw new AppError('storage-broken', { record: 'secret' });
  }
}

export function importKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

function gcm(iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`orchardist:${name}`) };
}
