import type { LocationRow } from './rows.ts';

const order = new Intl.Collator();
type Named = Pick<LocationRow, 'uId' | 'locationName'>;

/** Locations by name, as all lists show them. */
export const byLocationName = (a: Named, b: Named): number =>
  order.compare(a.locationName, b.locationName) || order.compare(a.uId, b.uId);
