import type { AppleLocation } from '../apple/contract.ts';
import { type PageInfo, walkPages } from '../apple/walk-pages.ts';
import type { WireAssignment, WireUser } from '../apple/wire.ts';

const MOST_TRIES = 3;

/** All rows of a data set that did not change while it was read; undefined when it never stood still. */
export async function walkStill<P extends PageInfo, Row>(
  readPage: (pageIndex: number, signal: AbortSignal) => Promise<P>,
  rowsOf: (page: P) => readonly Row[],
  signal: AbortSignal,
): Promise<Row[] | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const rows: Row[] = [];
    const { versionMoved } = await walkPages({
      readPage,
      onPage: async (page) => void rows.push(...rowsOf(page)),
      signal,
    });
    if (!versionMoved) return rows;
  }
  return undefined;
}

/** Of active users and of devices (reference 4.7): what a retired record holds is no licence of the one in its place. */
export function readAssignments(
  apple: AppleLocation,
  filter: { adamId: string } | { clientUserId: string } | { serialNumber: string },
  signal: AbortSignal,
): Promise<WireAssignment[] | undefined> {
  return walkStill(
    (pageIndex, stop) => apple.assignments({ ...filter, pageIndex, excludeInactiveUsers: true }, stop),
    (page) => page.assignments,
    signal,
  );
}

export function readUsers(
  apple: AppleLocation,
  filter: { clientUserId: string } | { activeOnly: true },
  signal: AbortSignal,
): Promise<WireUser[] | undefined> {
  return walkStill(
    (pageIndex, stop) => apple.users({ ...filter, pageIndex }, stop),
    (page) => page.users.filter(({ status }) => status === 'Registered' || status === 'Associated'),
    signal,
  );
}
