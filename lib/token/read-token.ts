import type { TokenReading } from './content-token.ts';
import { decodeToken, maxTokenSize } from './decode-token.ts';
import { isDer, nameLookAlike } from './name-look-alike.ts';
import { textOfBytes } from './text-of-bytes.ts';

/**
 * Reads a content token from a pasted text or the bytes of a file, or says what the thing is instead.
 * Tolerates what editors, mails and browsers do to a text: BOM, UTF-16, quotes, wraps, CRLF, the URL-safe
 * alphabet, missing padding. Never throws.
 */
export function readToken(input: string | Uint8Array): TokenReading {
  if (input.length > maxTokenSize) return { ok: false, reason: 'too-large' };
  if (typeof input !== 'string' && isDer(input[0], input[1]))
    return { ok: false, reason: 'server-token-p7m' };
  const text = typeof input === 'string' ? input : textOfBytes(input);
  const reading = decodeToken(text);
  if (reading.ok || reading.reason === 'empty') return reading;
  return { ok: false, reason: nameLookAlike(text, reading.reason) };
}
