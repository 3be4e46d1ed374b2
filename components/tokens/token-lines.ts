/** The list of many locations: what a line holds, which lines fit, in which order. Pure. */
import type { LocationNoteRow } from '../../lib/cache/knowledge-rows.ts';
import type { LocationRow, SyncRow } from '../../lib/cache/rows.ts';
import type { Diagnosis } from '../health/diagnosis.ts';
import { compareValues, type Sort } from '../ui/table/columns.ts';
import { nameOfMdm } from './name-of-mdm.ts';

/** One location with all that its panel and its line show. */
export interface TokenLine {
  location: LocationRow;
  sync: SyncRow | undefined;
  note: LocationNoteRow | undefined;
  diagnosis: Diagnosis;
}

export const groups = ['all', 'ended', 'ending', 'holder', 'stuck', 'fine'] as const;
export type Group = (typeof groups)[number];

export interface TokenFilter {
  text: string;
  group: Group;
}

/** The filter as it stands in the address. */
export function readFilter(params: URLSearchParams): TokenFilter {
  return {
    text: params.get('q') ?? '',
    group: groups.find((group) => group === params.get('state')) ?? 'all',
  };
}

const ended: ReadonlySet<Diagnosis['state']> = new Set([
  'expired',
  'revoked',
  'invalid',
  'unauthorized',
  'not-allowed',
  'legacy-token',
]);

export function isIn(group: Group, { state, findings }: Diagnosis): boolean {
  switch (group) {
    case 'all':
      return true;
    case 'ended':
      return ended.has(state);
    case 'ending':
      return state === 'expiring';
    case 'holder':
      return findings.some(({ kind }) => kind === 'holder');
    case 'stuck':
      return state !== 'ok' && state !== 'expiring' && !ended.has(state);
    case 'fine':
      return state === 'ok';
  }
}

export function filterLines(lines: readonly TokenLine[], { text, group }: TokenFilter): TokenLine[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter(({ location, diagnosis }) => {
    const { locationName, orgName, uId } = location;
    const haystack = `${locationName}\n${orgName}\n${uId}`.toLowerCase();
    return isIn(group, diagnosis) && words.every((word) => haystack.includes(word));
  });
}

const tones: readonly Diagnosis['tone'][] = ['danger', 'warning', 'info', 'neutral', 'good'];

const values: Readonly<Record<string, (line: TokenLine) => string | number | undefined>> = {
  name: ({ location }) => location.locationName,
  /** The worst first. */
  state: ({ diagnosis }) => tones.indexOf(diagnosis.tone),
  ends: ({ location }) => location.expiresAt,
  holder: ({ location }) => (location.mdmInfo ? nameOfMdm(location.mdmInfo) : undefined),
  organisation: ({ location }) => location.orgName,
};

/** A sorted copy; equal ones by end, name and id, so that the order is always the same. */
export function sortLines(lines: readonly TokenLine[], { column, descending }: Sort): TokenLine[] {
  const read = values[column] ?? endOf;
  return [...lines].sort(
    (a, b) =>
      compareValues(read(a), read(b), descending) ||
      compareValues(endOf(a), endOf(b), false) ||
      compareValues(a.location.locationName, b.location.locationName, false) ||
      compareValues(a.location.uId, b.location.uId, false),
  );
}

const endOf = ({ location }: TokenLine) => location.expiresAt;
