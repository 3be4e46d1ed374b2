import type { LocationRow } from '../../lib/cache/rows.ts';

/** What every screen of the console gets. */
export interface ScreenProps {
  params: URLSearchParams;
  /** All linked locations, by name. */
  locations: LocationRow[];
}
