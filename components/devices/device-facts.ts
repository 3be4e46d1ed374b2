import type { LocationRow } from '../../lib/cache/rows.ts';
import type { DeviceLine, ListSummary } from '../holders/messages.ts';
import type { ExportColumn } from '../ui/export/export-column.ts';

/** The names of the lists that name a device. */
export function listNames({ lists }: DeviceLine, all: readonly ListSummary[] = []): string[] {
  return lists.flatMap((id) => all.find((list) => list.id === id)?.name ?? []);
}

/** When the licences of all its locations were read; undefined for a serial that no location knows. */
export function oldestAge({ places }: DeviceLine, locations: readonly LocationRow[]): number | undefined {
  const ages = places.flatMap((uId) => locations.find((one) => one.uId === uId)?.holdingsAt ?? []);
  return ages.length === 0 ? undefined : Math.min(...ages);
}

/** Stable: other tools read these headings, and so does our own import. Several of a kind are apart by "; ". */
export function deviceExportColumns(
  locations: readonly LocationRow[],
  lists: readonly ListSummary[] | undefined,
): ExportColumn<DeviceLine>[] {
  return [
    { header: 'serial_number', value: ({ serial }) => serial },
    { header: 'licences', value: ({ licences }) => licences },
    { header: 'locations', value: (line) => line.locations.join('; ') },
    { header: 'lists', value: (line) => listNames(line, lists).join('; ') },
    {
      header: 'as_of',
      value: (line) => {
        const at = oldestAge(line, locations);
        return at === undefined ? undefined : new Date(at).toISOString();
      },
    },
  ];
}
