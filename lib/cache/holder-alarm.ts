/** Whether the management that holds a location is the one that the admin expects (reference 9). Pure. */
import type { LocationNoteRow } from './knowledge-rows.ts';
import type { LocationRow, MdmInfo } from './rows.ts';

export type HolderAlarm =
  /** Another holder than before, and the admin has named none as theirs. */
  | { kind: 'changed'; at: number; from?: MdmInfo; to?: MdmInfo }
  /** Not the one that the admin named. An empty own id: nobody shall hold it. */
  | { kind: 'foreign'; own: Pick<MdmInfo, 'id' | 'name'>; at?: number; to?: MdmInfo };

/** The one who holds it; an empty id is nobody. */
export const getHolder = ({ mdmInfo }: Pick<LocationRow, 'mdmInfo'>): MdmInfo | undefined =>
  mdmInfo && mdmInfo.id !== '' ? mdmInfo : undefined;

/** Undefined while all is as expected. Naming the present holder as one's own ends every alarm. */
export function holderAlarm(
  location: Pick<LocationRow, 'mdmInfo' | 'holderChange'>,
  note: Pick<LocationNoteRow, 'ownMdm'> | undefined,
): HolderAlarm | undefined {
  const holder = getHolder(location);
  const to = holder ? { to: holder } : {};
  const { holderChange: change } = location;
  if (note?.ownMdm) {
    if (note.ownMdm.id === (holder?.id ?? '')) return undefined;
    return { kind: 'foreign', own: note.ownMdm, ...(change && { at: change.at }), ...to };
  }
  return change && { kind: 'changed', ...change, ...to };
}
