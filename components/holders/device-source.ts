/** The table of devices, filled from the cache. */
import type { Database } from '../../lib/cache/database.ts';
import { type HolderPiece, isCurrent, readHolderPieces } from '../../lib/cache/holder-feed.ts';
import type { HolderListRow } from '../../lib/cache/knowledge-rows.ts';
import { passesDevice, readDeviceFilter } from './device-filter.ts';
import { type DeviceRow, deviceSorts, mergeDevices } from './device-rows.ts';
import { createHolderSource, type SourceEvents } from './holder-source.ts';
import { createHolderView } from './holder-view.ts';
import type { DeviceLine } from './messages.ts';

export function createDeviceSource(db: Database, say: SourceEvents) {
  let lists: readonly HolderListRow[] = [];

  const view = createHolderView<DeviceRow, DeviceLine>({
    sorts: () => {
      const names = new Map(lists.map(({ id, name }) => [id, name]));
      return deviceSorts((id) => names.get(id) ?? '');
    },
    firstSort: 'serial',
    passes: (params) => passesDevice(readDeviceFilter(params)),
    texts: ({ serial }) => [serial.toUpperCase()],
    fold: (text) => text.toUpperCase(),
    lineOf: toLine,
    keyOf: ({ serial }) => serial,
  });

  const source = createHolderSource<DeviceRow, DeviceLine, HolderPiece>(
    view,
    {
      markOf: ({ holdingsMark }) => holdingsMark,
      async *read({ directory }) {
        if (directory) yield* readHolderPieces(db, directory, 'device');
      },
      sizeOf: ({ ids }) => ids.length,
      isCurrent: (state) => isCurrent(db, state),
      rowsOf: (parts, isComplete) => mergeDevices(parts, lists, isComplete),
      columns: ['serial', 'licences', 'locations', 'lists'],
    },
    say,
  );

  return {
    source,
    view,
    setPlaces: source.setPlaces,
    setNotes(): void {},
    setLists(next: readonly HolderListRow[]): void {
      lists = next;
      source.refresh();
    },
  };
}

function toLine({ serial, licences, places, lists, ticked }: DeviceRow): DeviceLine {
  return {
    key: serial,
    serial,
    licences,
    places: places.map(({ uId }) => uId),
    locations: places.map(({ name }) => name),
    lists: [...lists],
    ticked,
  };
}
