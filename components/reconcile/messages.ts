/** What the page asks of the worker that compares, and what it answers. */
import type { Finding } from '../../lib/orders/plan/reconcile.ts';
import type { RefusedLine } from '../../lib/people/refuse-id.ts';
import type { Failure } from '../../lib/platform/errors.ts';

export interface Comparison {
  source: string | ArrayBuffer;
  /** Empty: all locations, in this order of preference. */
  uIds: string[];
}

/** A row of the list, as the admin finds it in the file. */
export interface ListedRow {
  line: number;
  text: string;
}

export interface Compared {
  findings: Finding[];
  devices: number;
  people: number;
  /** Rows that could not be read; what they mention is held for listed. */
  refused: RefusedLine[];
  /** What the list calls those of it who are listed twice, by their ids. */
  called: ReadonlyMap<string, string>;
  /** Rows whose person no compared location knows. */
  unknown: ListedRow[];
  /** Locations that know too little of the list: nobody is called missing there. */
  strange: string[];
  /** Locations whose holdings, or people where it is about them, were never read, or not as a whole. */
  unread: string[];
  /** The oldest read that was compared with. */
  asOf?: number;
}

export type CompareAnswer = { compared: Compared } | { failure: Failure };

/** The worker is our own file; a message of another form is a fault in it. */
export function isCompareAnswer(data: unknown): data is CompareAnswer {
  return typeof data === 'object' && data !== null && ('compared' in data || 'failure' in data);
}
