/** What the import's page and its worker say to each other. Each side reads what comes in before it believes it. */
import type { PeopleChoice } from '../../lib/people/check-person.ts';
import type { DomainCount } from '../../lib/people/count-domains.ts';
import { isPersonField } from '../../lib/people/headings.ts';
import type { HeaderMap } from '../../lib/people/map-headers.ts';
import type { PeopleResult, ReadPerson, RefusedPerson } from '../../lib/people/people-result.ts';
import type { CsvRow } from '../../lib/people/read-csv.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { isCount, isListOf, isRecord, isText } from '../data/shapes.ts';

export type ToWorker =
  /** The people of this location will be asked for. */
  | { kind: 'prepare'; id: number; uId: string }
  /** A pasted text or a file's bytes; what was read before is forgotten. */
  | { kind: 'read'; id: number; source: string | ArrayBuffer }
  /** Each row of what was read, against the people of this location. */
  | { kind: 'check'; id: number; uId: string; choice: PeopleChoice }
  /** One chunk of what the last check found, the first one being 0; empty behind the last. */
  | { kind: 'chunk'; id: number; of: 'people' | 'refused'; chunk: number };

/** What a file is, before anything of it is checked. */
export interface ReadTable {
  map: HeaderMap;
  delimiter: ',' | ';' | '\t';
  /** The first rows of people, to look at. */
  sample: CsvRow[];
  /** Rows of people, blank ones left out. */
  rows: number;
  /** By the columns of the map. */
  domains: DomainCount[];
}

export type CheckSummary = Pick<PeopleResult, 'counts' | 'warnings'> & {
  /** By the chosen columns. */
  domains: DomainCount[];
  /** When the location's people were read; absent: never, so none of them was recognised. */
  knownAt?: number;
};

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'prepared'; id: number }
  | { kind: 'table'; id: number; table: ReadTable }
  /** Of a check: the location's people are read first, then the rows are checked. */
  | { kind: 'progress'; id: number; stage: 'known' | 'rows'; done: number }
  | { kind: 'checked'; id: number; summary: CheckSummary }
  | { kind: 'people'; id: number; rows: ReadPerson[]; isLast: boolean }
  | { kind: 'refused'; id: number; rows: RefusedPerson[]; isLast: boolean }
  | { kind: 'failed'; id: number; failure: Failure };

/** @returns undefined for what is none of ours */
export function parseToWorker(data: unknown): ToWorker | undefined {
  return isToWorker(data) ? data : undefined;
}

function isToWorker(data: unknown): data is ToWorker {
  if (!isRecord(data) || !isCount(data.id)) return false;
  switch (data.kind) {
    case 'prepare':
      return isText(data.uId);
    case 'read':
      return isText(data.source) || data.source instanceof ArrayBuffer;
    case 'check':
      return isText(data.uId) && isChoice(data.choice);
    case 'chunk':
      return (data.of === 'people' || data.of === 'refused') && isCount(data.chunk);
    default:
      return false;
  }
}

function isChoice(value: unknown): value is PeopleChoice {
  return (
    isRecord(value) &&
    (value.ids === 'generated' || value.ids === 'column') &&
    isListOf(value.managedDomains, isText) &&
    isRecord(value.columns) &&
    Object.entries(value.columns).every(([field, column]) => isPersonField(field) && isCount(column))
  );
}

export function parseFromWorker(data: unknown): FromWorker | undefined {
  return isFromWorker(data) ? data : undefined;
}

function isFromWorker(data: unknown): data is FromWorker {
  if (!isRecord(data)) return false;
  if (data.kind === 'ready') return true;
  if (!isCount(data.id)) return false;
  switch (data.kind) {
    case 'prepared':
      return true;
    case 'table':
      return isRecord(data.table) && isRecord(data.table.map) && isCount(data.table.rows);
    case 'progress':
      return (data.stage === 'known' || data.stage === 'rows') && isCount(data.done);
    case 'checked':
      return isRecord(data.summary) && isCounts(data.summary.counts) && isRecord(data.summary.warnings);
    case 'people':
      return typeof data.isLast === 'boolean' && isListOf(data.rows, isPerson);
    case 'refused':
      return typeof data.isLast === 'boolean' && isListOf(data.rows, isRefused);
    case 'failed':
      return isRecord(data.failure) && isText(data.failure.code);
    default:
      return false;
  }
}

const isCounts = (value: unknown) => isRecord(value) && Object.values(value).every(isCount);
/** Every row has its line and what it is known by; the rest is by the type of our own sender. */
const isPerson = (row: unknown): row is ReadPerson =>
  isRecord(row) && isCount(row.line) && isRecord(row.wish) && isText(row.wish.clientUserId);
const isRefused = (row: unknown): row is RefusedPerson =>
  isRecord(row) && isCount(row.line) && isText(row.reason) && isText(row.text);
