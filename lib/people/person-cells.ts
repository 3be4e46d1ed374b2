/** The cells of one row by what they are, as the chosen columns say. Pure. */
import type { PersonField } from './headings.ts';
import type { Columns } from './map-headers.ts';

export interface PersonCells {
  email: string;
  name: string;
  notes: string;
  clientUserId: string;
  managedAppleId: string;
  serial: string;
  locationUid: string;
  appleStatus: string;
}

export function personCells(cells: readonly string[], columns: Columns): PersonCells {
  const cell = (field: PersonField) => {
    const column = columns[field];
    return column === undefined ? '' : (cells[column] ?? '').trim();
  };
  return {
    email: cell('email'),
    name: cell('name') || joined(cell('firstName'), cell('middleName'), cell('lastName')),
    notes: cell('notes'),
    clientUserId: cell('clientUserId'),
    managedAppleId: cell('managedAppleId'),
    serial: cell('serial').toUpperCase(),
    locationUid: cell('locationUid'),
    appleStatus: cell('appleStatus'),
  };
}

const joined = (...parts: string[]) => parts.filter((part) => part !== '').join(' ');
