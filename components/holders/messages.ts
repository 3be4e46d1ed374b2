/** What the console's page and its worker say to each other. Each side reads what comes in before it believes it. */
import type { Invitation } from '../../lib/cache/knowledge-rows.ts';
import type { HolderKind, UserStatus } from '../../lib/cache/rows.ts';
import type { IdList } from '../../lib/people/read-id-list.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { isCount, isRecord, isText } from '../data/shapes.ts';
import type { PersonState } from './people-rows.ts';

/** A person as a table shows it. */
export interface PersonLine {
  key: string;
  uId: string;
  location: string;
  id: string;
  email?: string;
  name?: string;
  notes?: string;
  state: PersonState;
  status?: UserStatus;
  /** Undefined: nothing was read of what the location's people hold. */
  licences: number | undefined;
  invitations: Invitation[];
  /** How many others use the same Apple Account. */
  shared: number;
  retiredRecords: number;
  ticked: boolean;
}
/** A device as a table shows it. */
export interface DeviceLine {
  key: string;
  serial: string;
  licences: number;
  /** uIds. */
  places: string[];
  locations: string[];
  /** Ids of saved lists. */
  lists: string[];
  ticked: boolean;
}
export type HolderLine = PersonLine | DeviceLine;

/** A row by its key, and where it stood in the table that the admin saw. */
export interface RowPlace {
  index: number;
  key: string;
}
/** Rows that follow each other, both ends included, in the table of an answer. */
export interface Stretch {
  edition: number;
  from: RowPlace;
  to: RowPlace;
}
/** A location whose stored rows could not be read. */
export interface UnreadPlace {
  uId: string;
  location: string;
  failure: Failure;
  /** Whether what was read of it before is still in the table; else it is left out. */
  isShown: boolean;
}

export type ToWorker =
  /** Which table this worker serves; comes first and once. */
  /** `query`: what will be asked, read first. */
  | { kind: 'open'; holders: HolderKind; query: string }
  /** A window of the rows that pass; `query` is as in the address: filters and `sort`. */
  | { kind: 'ask'; id: number; query: string; offset: number; limit: number }
  /** Ticks a stretch of the rows that pass; all of them when left out. */
  | { kind: 'tick'; id: number; query: string; ticked: boolean; stretch?: Stretch }
  | { kind: 'untick'; id: number }
  /** Locations that could not be read are read again now. */
  | { kind: 'read-again' }
  /** One chunk of an export; the first one (`from` 0) keeps the rows as they stand for the others. */
  | { kind: 'chunk'; id: number; exported: number; query: string; from: number }
  | { kind: 'read-list'; id: number; source: string | ArrayBuffer };

export interface Answer {
  kind: 'answer';
  id: number;
  offset: number;
  rows: HolderLine[];
  /** How many rows pass, and of how many. */
  total: number;
  all: number;
  /** False while the cache is still being read, and while a location cannot be read. */
  isComplete: boolean;
  unread: UnreadPlace[];
  /** Changes whenever rows may stand elsewhere. */
  edition: number;
  /** Ticked rows, of all and of those that pass. */
  ticked: number;
  tickState: 'none' | 'some' | 'all';
}
/** A saved list without its ids, which may be very many. */
export interface ListSummary {
  id: string;
  name: string;
  count: number;
  changedAt: number;
}
export type FromWorker =
  | Answer
  /** The rows changed: ask again. */
  | { kind: 'changed' }
  | { kind: 'chunk'; id: number; rows: HolderLine[]; isLast: boolean }
  | { kind: 'list'; id: number; list: IdList }
  | { kind: 'lists'; lists: ListSummary[] }
  /** `isStale`: nothing was ticked, since the rows do not stand there any more. */
  | { kind: 'ticked'; id: number; isStale: boolean }
  /** One question could not be answered; the others can. */
  | { kind: 'refused'; id: number; failure: Failure }
  /** The table cannot be followed any more. */
  | { kind: 'failed'; failure: Failure };

/** @returns undefined for what is none of ours */
export function parseToWorker(data: unknown): ToWorker | undefined {
  return isToWorker(data) ? data : undefined;
}

function isToWorker(data: unknown): data is ToWorker {
  if (!isRecord(data)) return false;
  switch (data.kind) {
    case 'open':
      return (data.holders === 'device' || data.holders === 'user') && isText(data.query);
    case 'ask':
      return isCount(data.id) && isText(data.query) && isCount(data.offset) && isCount(data.limit);
    case 'tick':
      return (
        isCount(data.id) && isText(data.query) && typeof data.ticked === 'boolean' && isStretch(data.stretch)
      );
    case 'untick':
      return isCount(data.id);
    case 'read-again':
      return true;
    case 'chunk':
      return isCount(data.id) && isCount(data.exported) && isText(data.query) && isCount(data.from);
    case 'read-list':
      return isCount(data.id) && (isText(data.source) || data.source instanceof ArrayBuffer);
    default:
      return false;
  }
}

const isRowPlace = (value: unknown) => isRecord(value) && isCount(value.index) && isText(value.key);
const isStretch = (value: unknown) =>
  value === undefined ||
  (isRecord(value) && isCount(value.edition) && isRowPlace(value.from) && isRowPlace(value.to));

export function parseFromWorker(data: unknown): FromWorker | undefined {
  return isFromWorker(data) ? data : undefined;
}

function isFromWorker(data: unknown): data is FromWorker {
  if (!isRecord(data)) return false;
  switch (data.kind) {
    case 'answer':
      return (
        [data.id, data.offset, data.total, data.all, data.ticked, data.edition].every(isCount) &&
        typeof data.isComplete === 'boolean' &&
        Array.isArray(data.unread) &&
        data.unread.every((one) => isRecord(one) && isText(one.location) && isFailure(one.failure)) &&
        (data.tickState === 'none' || data.tickState === 'some' || data.tickState === 'all') &&
        areLines(data.rows)
      );
    case 'changed':
      return true;
    case 'chunk':
      return isCount(data.id) && typeof data.isLast === 'boolean' && areLines(data.rows);
    case 'list':
      return isCount(data.id) && isRecord(data.list) && Array.isArray(data.list.ids);
    case 'lists':
      return Array.isArray(data.lists) && data.lists.every((one) => isRecord(one) && isText(one.id));
    case 'ticked':
      return isCount(data.id) && typeof data.isStale === 'boolean';
    case 'refused':
      return isCount(data.id) && isFailure(data.failure);
    case 'failed':
      return isFailure(data.failure);
    default:
      return false;
  }
}

const isFailure = (value: unknown) => isRecord(value) && isText(value.code);

/** Every row has what it is known by; the rest is by the type of our own sender. */
const areLines = (rows: unknown) =>
  Array.isArray(rows) &&
  rows.every(
    (row) => isRecord(row) && isText(row.key) && (row.licences === undefined || isCount(row.licences)),
  );
