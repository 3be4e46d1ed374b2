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

function wordsOf(folded: string): string[] {
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** How well a name answers a folded question: 0 the whole, 1 its beginning, 2 beginnings of words, 3 somewhere, undefined not. */
export function matchName(name: string, question: string): 0 | 1 | 2 | 3 | undefined {
  return createNameMatch(question)(fold(name));
}

/** As `matchName`, for one question to many names that were folded before. */
export function createNameMatch(question: string): (folded: string) => 0 | 1 | 2 | 3 | undefined {
  const asked = wordsOf(question);
  const hasWords = (text: string) => {
    // Only few names hold the words anywhere, and to find the words of thousands would be felt at a key stroke.
    if (asked.length === 0 || !asked.every((word) => text.includes(word))) return false;
    const words = wordsOf(text);
    return asked.every((word) => words.some((own) => own.startsWith(word)));
  };
  return (text) => {
    if (text === question) return 0;
    if (text.startsWith(question)) return 1;
    if (hasWords(text)) return 2;
    return text.includes(question) ? 3 : undefined;
  };
}
