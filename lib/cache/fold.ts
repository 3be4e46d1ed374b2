/** Text as a search compares it: without case, accents and width, so that "cafe" finds "Café". Pure. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

export function wordsOf(folded: string): string[] {
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** How well a name answers a folded question: 0 the whole, 1 its beginning, 2 beginnings of words, 3 somewhere, undefined not. */
export function matchName(name: string, question: string): 0 | 1 | 2 | 3 | undefined {
  const folded = fold(name);
  if (folded === question) return 0;
  if (folded.startsWith(question)) return 1;
  const words = wordsOf(folded);
  const asked = wordsOf(question);
  if (asked.length > 0 && asked.every((word) => words.some((own) => own.startsWith(word)))) return 2;
  return folded.includes(question) ? 3 : undefined;
}
