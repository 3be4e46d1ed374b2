/** Numbers that look random but depend on their index alone, so that any row can be made by itself. */
export function hash(index: number, salt = 0): number {
  let x = (Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** A number from 0 to `limit - 1`. */
export const pick = (index: number, salt: number, limit: number) => hash(index, salt) % limit;

export function expectAt<T>(list: readonly T[], index: number): T {
  const value = list[index % list.length];
  if (value === undefined) throw new Error(`Nothing at ${index}`);
  return value;
}

const alphabet = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const spread = 34 ** 5;

/** A serial number of 8 to 14 characters, unique for its index (below 45 million). */
export function serialFor(index: number, prefix: string): string {
  // Multiplying by a number prime to 34 visits every code once: unique without a table.
  let code = (index * 1_000_003 + 7_654_321) % spread;
  let text = '';
  for (let i = 0; i < 5; i++) {
    text += alphabet[code % 34];
    code = Math.floor(code / 34);
  }
  let extra = hash(index, 77);
  let tail = '';
  for (let length = extra % 7; length > 0; length--) {
    extra = hash(extra, length);
    tail += alphabet[extra % 34];
  }
  return prefix + text + tail;
}

/** A UUID-shaped id that depends on its index alone. */
export function uuidFor(index: number, salt: number): string {
  const hex = [0, 1, 2, 3]
    .map((part) =>
      hash(index, salt * 4 + part)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
