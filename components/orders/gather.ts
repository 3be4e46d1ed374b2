/** Parts of a draft out of what is ticked in a table: one a location. Pure. */
import type { AssetKey, Holder, LocationRow } from '../../lib/cache/rows.ts';
import type { WishKind } from '../../lib/orders/plan/wish.ts';
import { type DraftPart, wishOf } from './draft.ts';

/** Of assets in locations; who gets or loses them is chosen next. */
export function partsOfAssets(kind: WishKind, rows: readonly { uId: string; key: AssetKey }[]): DraftPart[] {
  return [...byLocation(rows)].map(([uId, own]) => ({
    uId,
    wish: wishOf(
      kind,
      own.map(({ key }) => key),
      [],
    ),
  }));
}

/** Of people, each of whom belongs to one location. */
export function partsOfPeople(kind: WishKind, rows: readonly { uId: string; id: string }[]): DraftPart[] {
  return [...byLocation(rows)].map(([uId, own]) => ({
    uId,
    wish: wishOf(
      kind,
      [],
      own.map(({ id }): Holder => ({ kind: 'user', id })),
    ),
  }));
}

/**
 * Of devices. What they hold is taken back where they hold it; where they get something is chosen next, unless one
 * location is looked at or there is but one.
 */
export function partsOfDevices(
  kind: WishKind,
  rows: readonly { serial: string; places: readonly string[] }[],
  locations: readonly LocationRow[],
  only: string,
): DraftPart[] {
  const fixed = only || (locations.length === 1 ? locations[0]?.uId : undefined);
  const device = (id: string): Holder => ({ kind: 'device', id });
  if (fixed || kind === 'grant') {
    return [
      {
        uId: fixed ?? '',
        wish: wishOf(
          kind,
          [],
          rows.map(({ serial }) => device(serial)),
        ),
      },
    ];
  }
  const held = rows.flatMap(({ serial, places }) => places.map((uId) => ({ uId, serial })));
  return [...byLocation(held)].map(([uId, own]) => ({
    uId,
    wish: wishOf(
      kind,
      [],
      own.map(({ serial }) => device(serial)),
    ),
  }));
}

function byLocation<Row extends { uId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.uId);
    if (group) group.push(row);
    else groups.set(row.uId, [row]);
  }
  return groups;
}
