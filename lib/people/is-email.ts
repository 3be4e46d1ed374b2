const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const word = "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
const address = new RegExp(`^${word}(?:\\.${word})*@(?:${label}\\.)+${label}$`, 'u');

/** What mail servers take (RFC 5321). */
const MOST_LETTERS = 254;
const MOST_BEFORE_AT = 64;

/**
 * Whether Apple will take a text as an e-mail address. Its own rule is not published, and one bad address refuses a
 * whole request of a hundred people (9717, reference 4.9): so only what mail itself takes, without quotes and comments.
 */
export function isEmail(text: string): boolean {
  return text.length <= MOST_LETTERS && text.lastIndexOf('@') <= MOST_BEFORE_AT && address.test(text);
}

/** The part behind the @ of an e-mail address, in lower case. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}
