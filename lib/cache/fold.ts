const isPlain = /^[\x20-\x7e\n]*$/;

/** Text as a search compares it: without case, accents and width, so that "cafe" finds "Café". Pure. */
export function fold(text: string): string {
  // Thousands of names are folded at once, and most have no accents.
  if (isPlain.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

export function wordsOf(folded: string): string[] {
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** A name as a search compares it. */
export interface FoldedName {
  text: string;
  words: readonly string[];
}

export function foldName(name: string): FoldedName {
  const text = fold(name);
  return { text, words: wordsOf(text) };
}

/** How well a name answers a folded question: 0 the whole, 1 its beginning, 2 beginnings of words, 3 somewhere, undefined not. */
export function matchName(name: string, question: string): 0 | 1 | 2 | 3 | undefined {
  return createNameMatch(question)(foldName(name));
}

/** As `matchName`, for one question to many names that were folded before. */
export function createNameMatch(question: string): (name: FoldedName) => 0 | 1 | 2 | 3 | undefined {
  const asked = wordsOf(question);
  return ({ text, words }) => {
    if (text === question) return 0;
    if (text.startsWith(question)) return 1;
    if (asked.length > 0 && asked.every((word) => words.some((own) => own.startsWith(word)))) return 2;
    return text.includes(question) ? 3 : undefined;
  };
}
