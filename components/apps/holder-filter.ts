/** A look inside the holders of an asset: serial number, clientUserId, e-mail address. Pure. */
import type { AssetHolderRow } from '../../lib/cache/query-contract.ts';
import type { HolderKind } from '../../lib/cache/rows.ts';

export interface HolderQuestion {
  text: string;
  kind: 'all' | HolderKind;
}

export function asksNothing({ text, kind }: HolderQuestion): boolean {
  return text.trim() === '' && kind === 'all';
}

/** Whether a holder answers; every word has to stand in it somewhere. */
export function createHolderTest({ text, kind }: HolderQuestion): (row: AssetHolderRow) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ holder, email }) => {
    if (kind !== 'all' && holder.kind !== kind) return false;
    if (words.length === 0) return true;
    const haystack = `${holder.id}\n${email ?? ''}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  };
}

/** Filters chunks, each once: as more of them arrive, only the new ones are looked at. */
export function createHolderFilter(
  question: HolderQuestion,
): (chunks: readonly (readonly AssetHolderRow[])[]) => AssetHolderRow[] {
  const test = createHolderTest(question);
  const known = new Map<readonly AssetHolderRow[], AssetHolderRow[]>();
  return (chunks) =>
    chunks.flatMap((chunk) => {
      const found = known.get(chunk) ?? chunk.filter(test);
      known.set(chunk, found);
      return found;
    });
}
