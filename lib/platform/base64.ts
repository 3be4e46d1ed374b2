/** Bytes to standard Base64 and back. Small inputs only (keys, salts, sealed tokens). */
export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** The SHA-256 of a text, as 64 hex digits. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The first 8 hex digits of a text's SHA-256: shows people which token it is and opens nothing. Too short to decide by. */
export async function fingerprint(text: string): Promise<string> {
  return (await sha256Hex(text)).slice(0, 8);
}
