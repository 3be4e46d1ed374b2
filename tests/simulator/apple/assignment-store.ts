import type { BaseRows } from './base-rows.ts';
import { type Holder, holderKey, type Row, type RowView, rowKey } from './holders.ts';
import { createVersionLog } from './version-log.ts';

export interface AssignmentFilter {
  /** Places in the list of assets. */
  assets?: ReadonlySet<number>;
  /** Only what these hold; an empty list selects nothing. */
  holders?: Holder[];
  /** Leaves out what these user records hold. */
  dropRecord?: (record: number) => boolean;
}

/** The assignments of one location: the seed's rows, minus the removed, plus the added. */
export function createAssignmentStore(base: BaseRows) {
  const removed = new Uint8Array(base.length);
  const removedPositions: number[] = [];
  const added = new Map<string, Row>();
  const addedOf = new Map<string, Map<string, Row>>();
  const log = createVersionLog<Row>();
  let addedList: Row[] | undefined;

  const rowsAdded = () => {
    addedList ??= [...added.values()];
    return addedList;
  };
  const findBase = (row: Row) =>
    base.rowsOf(row.holder).find((index) => removed[index] === 0 && base.assetOf(index) === row.asset);
  const has = (row: Row) => added.has(rowKey(row)) || findBase(row) !== undefined;
  const baseRow = (index: number): Row => ({ asset: base.assetOf(index), holder: base.holderOf(index) });

  /** Base position of the k-th row that is still there. */
  const livePosition = (k: number) => {
    let low = 0;
    let high = removedPositions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((removedPositions[middle] ?? 0) - middle <= k) low = middle + 1;
      else high = middle;
    }
    return k + low;
  };

  const all: RowView = {
    get length() {
      return base.length - removedPositions.length + added.size;
    },
    slice(from, count) {
      const liveBase = base.length - removedPositions.length;
      const rows: Row[] = [];
      const end = Math.min(from + count, liveBase);
      for (let position = livePosition(from), k = from; k < end; position++) {
        const index = base.rowAt(position);
        if (removed[index] === 1) continue;
        rows.push(baseRow(index));
        k++;
      }
      if (from + count <= liveBase) return rows;
      return rows.concat(rowsAdded().slice(Math.max(0, from - liveBase), from + count - liveBase));
    },
  };

  const rowsOf = (holder: Holder): Row[] => [
    ...base
      .rowsOf(holder)
      .filter((index) => removed[index] === 0)
      .map(baseRow),
    ...(addedOf.get(holderKey(holder))?.values() ?? []),
  ];

  const scan = (keepsAsset: (asset: number) => boolean, drops: (record: number) => boolean): RowView => {
    const indexes: number[] = [];
    for (let position = 0; position < base.length; position++) {
      const index = base.rowAt(position);
      if (removed[index] === 1 || !keepsAsset(base.assetOf(index))) continue;
      const record = base.getRecordOf(index);
      if (record === undefined || !drops(record)) indexes.push(index);
    }
    const more = rowsAdded().filter(
      ({ asset, holder }) => keepsAsset(asset) && (holder.kind === 'device' || !drops(holder.record)),
    );
    return {
      length: indexes.length + more.length,
      slice: (from, count) => [
        ...indexes.slice(from, from + count).map(baseRow),
        ...more.slice(Math.max(0, from - indexes.length), Math.max(0, from + count - indexes.length)),
      ],
    };
  };

  return {
    all,
    log,
    has,
    rowsOf,
    /** Whether a filter lets a row through. */
    matches: (filter: AssignmentFilter, row: Row) => matches(filter, row),
    select(filter: AssignmentFilter): RowView {
      if (filter.holders)
        return listView(filter.holders.flatMap(rowsOf).filter((row) => matches(filter, row)));
      if (!filter.assets && !filter.dropRecord) return all;
      return scan((asset) => filter.assets?.has(asset) ?? true, filter.dropRecord ?? (() => false));
    },
    /** @returns false when it is there already */
    add(row: Row): boolean {
      if (has(row)) return false;
      const key = rowKey(row);
      const owner = holderKey(row.holder);
      added.set(key, row);
      const owned = addedOf.get(owner) ?? new Map<string, Row>();
      addedOf.set(owner, owned.set(key, row));
      addedList = undefined;
      log.touch(key, row);
      return true;
    },
    /** @returns false when it was not there */
    remove(row: Row): boolean {
      const key = rowKey(row);
      if (added.delete(key)) {
        addedOf.get(holderKey(row.holder))?.delete(key);
        addedList = undefined;
      } else {
        const index = findBase(row);
        if (index === undefined) return false;
        removed[index] = 1;
        insertSorted(removedPositions, base.positionOf(index));
      }
      log.touch(key, row);
      return true;
    },
  };
}

export function listView(rows: Row[]): RowView {
  return { length: rows.length, slice: (from, count) => rows.slice(from, from + count) };
}

function matches(filter: AssignmentFilter, { asset, holder }: Row): boolean {
  if (filter.assets && !filter.assets.has(asset)) return false;
  if (filter.holders && !filter.holders.some((wanted) => holderKey(wanted) === holderKey(holder)))
    return false;
  return holder.kind === 'device' || !filter.dropRecord?.(holder.record);
}

function insertSorted(list: number[], value: number) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  list.splice(low, 0, value);
}
