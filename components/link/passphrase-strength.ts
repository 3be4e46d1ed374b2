/** The shortest passphrase that seals a vault; a policy may ask for more. */
export const shortestPassphrase = 12;

export type Strength = 'short' | 'weak' | 'fair' | 'good';

/** A hint, not a proof: length counts most, and repeated or single-kind text counts less. */
export function strengthOf(passphrase: string, shortest = shortestPassphrase): Strength {
  const letters = [...passphrase];
  if (letters.length < shortest) return 'short';
  const different = new Set(letters.map((letter) => letter.toLowerCase())).size;
  if (different < 6 || /^\d+$/.test(passphrase)) return 'weak';
  return letters.length >= 18 && different >= 9 ? 'good' : 'fair';
}
