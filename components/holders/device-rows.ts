/** Devices as rows: one for each serial number over all locations and lists. Pure. */
import type { HolderPiece } from '../../lib/cache/holder-feed.ts';
import type { Place } from './place.ts';
import { foldText, type SortValues } from './sorted-table.ts';

export interface DeviceRow {
  serial: string;
  licences: number;
  /** Where it holds something; empty for a serial that only a list knows. */
  places: readonly Place[];
  /** Ids of the lists that name it. */
  lists: readonly string[];
  ticked: boolean;
}

/** The devices of one location, in order. */
export interface DevicePart {
  place: Place;
  pieces: readonly HolderPiece[];
}
export interface SerialList {
  id: string;
  ids: readonly string[];
}

const SLICE = 16_384;

/**
 * One row a serial number. Serials of lists that no location knows come last.
 * @param withUnknown leaves those out while locations are still being read: they may yet turn up
 */
export function* mergeDevices(
  parts: readonly DevicePart[],
  lists: readonly SerialList[],
  withUnknown: boolean,
): Generator<void, DeviceRow[], void> {
  const rows = new Map<string, DeviceRow>();
  let done = 0;
  for (const { place, pieces } of parts) {
    const only = [place];
    for (const { ids, licences } of pieces) {
      for (const [index, serial] of ids.entries()) {
        const count = licences[index] ?? 0;
        const known = rows.get(serial);
        if (known) {
          known.licences += count;
          known.places = [...known.places, place];
        } else rows.set(serial, { serial, licences: count, places: only, lists: none, ticked: false });
      }
      yield;
    }
  }
  const together = createSharedTails();
  for (const { id, ids } of lists) {
    for (const serial of ids) {
      if (++done % SLICE === 0) yield;
      const known = rows.get(serial);
      if (known) known.lists = together(known.lists, id);
      else if (withUnknown) {
        rows.set(serial, { serial, licences: 0, places: [], lists: together(none, id), ticked: false });
      }
    }
  }
  return [...rows.values()];
}

const none: readonly string[] = [];

/** The same lists are one array, however many devices they name. */
function createSharedTails() {
  const known = new Map<readonly string[], Map<string, readonly string[]>>();
  return (lists: readonly string[], id: string): readonly string[] => {
    const longer = known.get(lists) ?? new Map<string, readonly string[]>();
    known.set(lists, longer);
    const found = longer.get(id) ?? [...lists, id];
    longer.set(id, found);
    return found;
  };
}

/** @param nameOf a list's name */
export const deviceSorts = (nameOf: (list: string) => string): SortValues<DeviceRow> => ({
  serial: ({ serial }) => serial,
  licences: ({ licences }) => licences,
  locations: ({ places }) =>
    places.length === 0 ? undefined : foldText(places.map(({ name }) => name).join()),
  lists: ({ lists }) => (lists.length === 0 ? undefined : foldText(lists.map(nameOf).join())),
});
