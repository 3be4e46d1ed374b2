/** Of a random UUID (RFC 9562, version 4): `x` is any hexadecimal digit, `y` is 8, 9, a or b. */
const form = new TextEncoder().encode('xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx');
const digits = new TextEncoder().encode('0123456789abcdef');
const [anyDigit, variant] = new TextEncoder().encode('xy');
const IDS_AT_ONCE = 1024;

/**
 * Random UUIDs like those of `crypto.randomUUID`. Chromium asks the system for each of those, which took longer for
 * the people of a large file than all checks of them; here it is asked for a thousand at a time.
 */
export function createRandomIds(): () => string {
  let ids = '';
  let at = 0;
  return () => {
    if (at === ids.length) {
      ids = randomIds(IDS_AT_ONCE);
      at = 0;
    }
    at += form.length;
    return ids.slice(at - form.length, at);
  };
}

/** One after the other, nothing in between. */
function randomIds(count: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(count * form.length));
  for (let index = 0; index < bytes.length; index++) {
    const kind = form[index % form.length];
    const byte = bytes[index] ?? 0;
    if (kind === anyDigit) bytes[index] = digits[byte & 15] ?? 0;
    else if (kind === variant) bytes[index] = digits[8 | (byte & 3)] ?? 0;
    else bytes[index] = kind ?? 0;
  }
  return new TextDecoder().decode(bytes);
}
