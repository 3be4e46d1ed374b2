import type { LocationRow } from '../../lib/cache/rows.ts';

/** When the location's token came, in milliseconds since the epoch. */
export const cameAt = ({ linkedAt, renewedAt }: LocationRow) => renewedAt ?? linkedAt;

/** The location whose token came last: most likely the one that is on its way. */
export const newestOf = (locations: readonly LocationRow[]): LocationRow | undefined =>
  [...locations].sort((a, b) => cameAt(b) - cameAt(a))[0];
