/** Who holds a licence. A user is one record, as one clientUserId may have many (reference 4.8). */
export type Holder = { kind: 'device'; serial: string } | { kind: 'user'; record: number };

/** One assignment inside a location; `asset` is the place in the location's list of assets. */
export interface Row {
  asset: number;
  holder: Holder;
}

/** Rows that can be read a page at a time without making all of them. */
export interface RowView {
  length: number;
  slice(from: number, count: number): Row[];
}

export const holderKey = (holder: Holder) =>
  holder.kind === 'device' ? `d${holder.serial}` : `u${holder.record}`;

export const rowKey = (row: Row) => `${row.asset}|${holderKey(row.holder)}`;
