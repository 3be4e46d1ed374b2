/** Something that must not be found: by any run of it, or, when that would find what is harmless, by the whole. */
export interface Secret {
  name: string;
  text: string;
  whole?: boolean;
}

const run = 24;

/**
 * Looks for secrets in any text: as they are, in parts of 24 characters, URL-encoded, JSON-escaped, in the URL-safe
 * alphabet, wrapped over lines, in UTF-16, and in Base64 once more.
 */
export function createSecretFinder(secrets: readonly Secret[]) {
  const needles = secrets.map(({ name, text, whole }) => ({
    name,
    pieces: [text, ...base64Cores(text)].flatMap((one) => (whole ? [plain(one)] : runsOf(plain(one)))),
  }));

  return {
    /** The names of what the text holds. */
    find(text: string): string[] {
      const forms = new Set([text, plain(text), plain(decodeLoosely(text))]);
      return needles
        .filter(({ pieces }) => pieces.some((piece) => [...forms].some((form) => form.includes(piece))))
        .map(({ name }) => name);
    },
  };
}

function runsOf(text: string): string[] {
  return Array.from({ length: Math.max(1, text.length - run + 1) }, (_, at) => text.slice(at, at + run));
}

/** What Base64 makes of a text, wherever in a triple of bytes it begins, without the ends that its neighbours shape. */
function base64Cores(text: string): string[] {
  return [0, 1, 2].map((shift) => {
    const coded = Buffer.from('x'.repeat(shift) + text)
      .toString('base64')
      .replace(/=+$/, '');
    return coded.slice(shift === 0 ? 0 : 4, -4);
  });
}

/** One spelling for all: without escapes, wraps and the zero bytes of UTF-16, in the standard Base64 alphabet. */
function plain(text: string): string {
  return text
    .replace(/\\+u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\+[rnt]/g, '')
    .replace(/[\\\s\0]/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
}

function decodeLoosely(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
