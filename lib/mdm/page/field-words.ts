/** Words beside a field, in lower case, by what they say of it (reference 3). */
const names =
  /v\s?pp[\s_-]*(service[\s_-]*)?token|vpptoken|\bs[_-]?token|content[\s_-]*token|(service|company)[\s_-]*token/;
const leads =
  /\bvpp\b|volume[\s_-]*purchas|apps?\s*(and|&|und|et|y)\s*(books?|bücher|livres|libros)|token|jeton|トークン|رمز/;
/**
 * Other things that consoles take: Apple's server token of automated enrolment, enrolment and push certificates, apps,
 * profiles, pictures, lists.
 */
const others =
  /\b(server[\s_-]*tokens?|csr|push|apns|dep|ade|enrol+ment|automated device|certificates?|p7m|pem|p12|profile|logo|photo|picture|avatar|image|wallpaper|icon|csv|spreadsheet|script|package|ipa|apk|licen[cs]e key)\b/;
/** What is typed rather than pasted from a file. */
const typed =
  /\b(e-?mail|name|suffix|login|user|password|passphrase|search|filter|comment|description|notes?|csrf|api|access|bearer|auth|secret|url|address|country|phone)\b/;

export const dropWords =
  /\bdrag\b|\bdrop\b|hierher ziehen|ablegen|arrastr|soltar|suelt|gliss|dépos|ドラッグ|ドロップ|اسحب|أفلت/;

/**
 * How well a text names the token's field.
 * @param labels of the preset, in lower case: they win over everything
 * @returns 2 names it, 1 may mean it, 0 says nothing, -1 means something else
 */
export function judgeWords(text: string, labels: readonly string[], isTyped = false): -1 | 0 | 1 | 2 {
  const said = text.toLowerCase();
  const known = labels.some((label) => label !== '' && said.includes(label));
  if (isTyped && typed.test(said) && !/\btext\b/.test(said)) return -1;
  if (known || names.test(said)) return 2;
  if (others.test(said)) return -1;
  return leads.test(said) ? 1 : 0;
}

/** What an `accept` says of a content token: asks for it, lets it in, or takes something else. */
export function judgeAccept(accept: string): 'asks' | 'lets' | 'refuses' {
  const kinds = accept
    .toLowerCase()
    .split(',')
    .map((kind) => kind.trim())
    .filter((kind) => kind !== '');
  if (kinds.includes('.vpptoken')) return 'asks';
  const wide = ['*', '*/*', '.*', '.txt', '.token', 'text/*', 'text/plain', 'application/*'];
  const lets =
    kinds.length === 0 || kinds.some((kind) => wide.includes(kind) || kind.endsWith('octet-stream'));
  return lets ? 'lets' : 'refuses';
}
