import type { LocationRow } from '../../lib/cache/rows.ts';
import type { PersonLine } from '../holders/messages.ts';
import type { ExportColumn } from '../ui/export/export-column.ts';

/** Stable: other tools read these headings. Times are ISO 8601. */
export function peopleExportColumns(locations: readonly LocationRow[]): ExportColumn<PersonLine>[] {
  const ages = new Map(locations.map((one) => [one.uId, olderOf(one.usersAt, one.holdingsAt)]));
  return [
    { header: 'location', value: ({ location }) => location },
    { header: 'location_uid', value: ({ uId }) => uId },
    { header: 'client_user_id', value: ({ id }) => id },
    { header: 'email', value: ({ email }) => email },
    { header: 'name', value: ({ name }) => name },
    { header: 'notes', value: ({ notes }) => notes },
    { header: 'state', value: ({ state }) => state },
    { header: 'apple_status', value: ({ status }) => status },
    { header: 'licences', value: ({ licences }) => licences },
    { header: 'invited_at', value: ({ invitations }) => writeIso(invitations.at(-1)?.at) },
    { header: 'invitations', value: ({ invitations }) => invitations.length },
    { header: 'id_hash_shared', value: ({ shared }) => shared > 0 },
    { header: 'as_of', value: ({ uId }) => writeIso(ages.get(uId)) },
  ];
}

export function writeIso(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}

/** The age of what stands on both: the older one. Undefined when neither was read. */
export function olderOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
