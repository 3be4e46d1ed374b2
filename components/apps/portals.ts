import type { LocationRow } from '../../lib/cache/rows.ts';

const known = ['business', 'school'] as const;
export type Portal = (typeof known)[number];

/**
 * The portals that these locations belong to, by Apple's `websiteURL` (reference 4.2). What Apple sends is compared,
 * never linked to: only the two known addresses are.
 */
export function portalsOf(locations: readonly Pick<LocationRow, 'websiteURL'>[]): Portal[] {
  const hosts = new Set(locations.map(({ websiteURL }) => hostOf(websiteURL)));
  return known.filter((portal) => hosts.has(`${portal}.apple.com`));
}

function hostOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).hostname : undefined;
}
