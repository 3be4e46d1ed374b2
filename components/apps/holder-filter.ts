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
export function createHolderTest(question: HolderQuestion): (row: AssetHolderRow) => boolean {
  const test = createTextTest(question);
  return (row) => test(row, haystackOf(row));
}

function createTextTest({ text, kind }: HolderQuestion) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ holder }: AssetHolderRow, haystack: string) =>
    (kind === 'all' || holder.kind === kind) && words.every((word) => haystack.includes(word));
}

const haystackOf = ({ holder, email }: AssetHolderRow) => `${holder.id}\n${email ?? ''}`.toLowerCase();

type Chunk = readonly AssetHolderRow[];
/** Written once a chunk, for all questions that come. */
const haystacks = new WeakMap<Chunk, readonly string[]>();

function haystacksOf(chunk: Chunk): readonly string[] {
  const known = haystacks.get(chunk) ?? chunk.map(haystackOf);
  haystacks.set(chunk, known);
  return known;
}

/** Filters chunks, each once: as more of them arrive, only the new ones are looked at. */
export function createHolderFilter(question: HolderQuestion): (chunks: readonly Chunk[]) => AssetHolderRow[] {
  const test = createTextTest(question);
  const known = new Map<Chunk, Chunk>();
  return (chunks) =>
    chunks.flatMap((chunk) => {
      const own = known.get(chunk);
      if (own) return own;
      const texts = haystacksOf(chunk);
      const found = chunk.filter((row, index) => test(row, texts[index] ?? ''));
      known.set(chunk, found);
      return found;
    });
}
