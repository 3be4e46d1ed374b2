import { decodeBase64, decodeToken, maxTokenSize, minTokenLength } from '../token/decode-token.ts';

const maxDepth = 8;
const maxValues = 10_000;
// Every JSON text that holds a token holds such a run, wrapped lines and escaped slashes included.
const longRun = /[\w+/\\-]{60}/;

/**
 * The content tokens in something that passed by in a page: a text, a JSON text or value with the token in a
 * string (searched to depth 8), a `data:` link. By content only; anything over 64 KiB is left alone. Never throws.
 */
export function findTokens(seen: unknown): string[] {
  const found = new Set<string>();
  let values = 0;

  function look(value: unknown, depth: number): void {
    values += 1;
    if (depth > maxDepth || values > maxValues) return;
    if (typeof value === 'string') lookInText(value, depth);
    else if (value !== null && typeof value === 'object')
      for (const inner of Object.values(value)) look(inner, depth + 1);
  }

  function lookInText(text: string, depth: number): void {
    if (text.length < minTokenLength || text.length > maxTokenSize) return;
    if (text.startsWith('data:')) look(textOfDataLink(text), depth + 1);
    else if (longRun.test(text)) lookInLongRun(text, depth);
  }

  function lookInLongRun(text: string, depth: number): void {
    const reading = decodeToken(text);
    if (reading.ok) found.add(reading.token.text);
    else if (/^[\s\uFEFF]*[{["]/.test(text)) look(parse(text), depth);
  }

  look(seen, 0);
  return [...found];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** The text inside a `data:` link, Base64 or percent-encoded; undefined when it is damaged or an image. */
function textOfDataLink(link: string): string | undefined {
  const comma = link.indexOf(',');
  const type = link.slice(5, comma);
  if (comma < 0 || type.startsWith('image/')) return undefined;
  try {
    const body = decodeURIComponent(link.slice(comma + 1));
    if (!/;\s*base64\s*$/i.test(type)) return body;
    const bytes = decodeBase64(body.replace(/\s/g, ''));
    return bytes && new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}
