import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../components/health/diagnosis.ts';
import {
  filterLines,
  groups,
  readFilter,
  sortLines,
  type TokenLine,
} from '../../../../components/tokens/token-lines.ts';
import type { LocationRow } from '../../../../lib/cache/rows.ts';
import { locationRow } from '../../cache/fresh-database.ts';

const now = 1_800_000_000_000;
const day = 86_400_000;

function line(uId: string, days: number, facts: Partial<LocationRow> = {}): TokenLine {
  const location = { ...locationRow(uId, `School ${uId}`), expiresAt: now + days * day, ...facts };
  const diagnosis = diagnose(location, { mayReachApple: true, now });
  return { location, sync: undefined, note: undefined, diagnosis };
}

const lines = [
  line('fine', 300),
  line('ending', 20),
  line('dead', -1),
  line('revoked', 200, { health: { state: 'revoked', since: 1, checkedAt: 1 } }),
  line('offline', 250, { health: { state: 'offline', since: 1, checkedAt: 1 }, orgName: 'Oak Council' }),
  line('held', 280, { holderChange: { at: 1 } }),
];
const ids = (some: readonly TokenLine[]) => some.map(({ location }) => location.uId);

describe('the list of locations', () => {
  it('has the next to end first, unless asked otherwise', () => {
    const byEnd = ['dead', 'ending', 'revoked', 'offline', 'held', 'fine'];
    expect(ids(sortLines(lines, { column: 'ends', descending: false }))).toEqual(byEnd);
    expect(ids(sortLines(lines, { column: 'no such', descending: false }))).toEqual(byEnd);
    expect(ids(sortLines(lines, { column: 'ends', descending: true }))).toEqual(byEnd.toReversed());
    expect(ids(sortLines(lines, { column: 'state', descending: false }))).toEqual([
      ...['dead', 'revoked', 'ending', 'offline', 'held', 'fine'],
    ]);
  });

  it.each([
    ['ended', ['dead', 'revoked']],
    ['ending', ['ending']],
    ['holder', ['held']],
    ['stuck', ['offline']],
    ['fine', ['fine', 'held']],
  ] as const)('shows the %s alone', (group, expected) => {
    expect(ids(filterLines(lines, { text: '', group }))).toEqual(expected);
  });

  it('puts every location into a group besides that of the holder', () => {
    const parts = groups.filter((group) => group !== 'all' && group !== 'holder');
    for (const one of lines) {
      expect(parts.filter((group) => filterLines([one], { text: '', group }).length > 0)).toHaveLength(1);
    }
  });

  it('finds by name, organisation and id, and takes a strange filter for none', () => {
    expect(ids(filterLines(lines, { text: 'oak off', group: 'all' }))).toEqual(['offline']);
    expect(readFilter(new URLSearchParams('state=nonsense&q=oak'))).toEqual({ text: 'oak', group: 'all' });
  });
});
