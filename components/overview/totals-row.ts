import type { LocationTotals } from '../../lib/cache/rows.ts';
import { writeRoute } from '../console/route.ts';
import type { TokenLine } from '../tokens/token-lines.ts';
import type { Headcount } from './sum-locations.ts';
import type { OverviewWords } from './words.ts';

interface Totals {
  /** Empty for all locations. */
  uId: string;
  totals: LocationTotals | undefined;
  count: Headcount | undefined;
  /** When it was read; undefined before that. */
  at: number | undefined;
}

export interface TotalsRow extends Totals {
  line: TokenLine;
}

/** Of all locations. */
export interface TotalsSum extends Totals {
  /** How many of them were read. */
  read: number;
  of: number;
}

/** What the table and the cards show. */
export interface TotalsRows {
  rows: readonly TotalsRow[];
  /** undefined for one location alone. */
  sum: TotalsSum | undefined;
}

export const totalsKeys = ['assets', 'total', 'assigned', 'available', 'holders', 'people'] as const;

export interface TotalsNumber {
  key: (typeof totalsKeys)[number];
  value: number | undefined;
  /** The screen that shows it. */
  href?: string;
  title?: string;
}

export function numbersOf(t: OverviewWords, { uId, totals, count }: Totals): TotalsNumber[] {
  const isPartly = totals !== undefined && totals.unlimited > 0;
  return [
    {
      key: 'assets',
      value: totals?.assets,
      href: writeRoute('/apps', { location: uId }),
      ...(isPartly && { title: t('totals.unlimited', { count: totals.unlimited }) }),
    },
    { key: 'total', value: totals?.total },
    {
      key: 'assigned',
      value: totals?.assigned,
      href: writeRoute('/apps', { location: uId, sort: '-assigned' }),
      ...(isPartly && { title: t('totals.unlimited.assigned', { count: totals.assignedUnlimited }) }),
    },
    { key: 'available', value: totals?.available },
    // People and devices together stand on no screen.
    { key: 'holders', value: count?.holders },
    { key: 'people', value: count?.people, href: writeRoute('/people', { location: uId }) },
  ];
}
