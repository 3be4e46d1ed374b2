import { byteOrderMark, writeCsvLines } from './write-csv.ts';

/** As our export of People calls them, so that the one can be pasted into the other. */
const columns = ['email', 'name', 'notes', 'client_user_id', 'managed_apple_id'];

/** A file to fill in: headings alone, since an example would be imported. Without ids, ids are made. */
export function writePeopleTemplate(): string {
  return byteOrderMark + writeCsvLines([columns]);
}
