import type { SimulatorClock } from '../clock.ts';
import type { OffenceKind } from '../server/request-log.ts';
import type { SimulatorConfig } from './config.ts';
import type { EventQueue } from './events.ts';
import type { Location } from './location.ts';
import type { TokenTable } from './tokens.ts';

export type DataSet = 'assets' | 'assignments' | 'users';

export interface PageRead {
  locationKey: string;
  dataSet: DataSet;
  pageIndex: number;
  query: URLSearchParams;
}

/** Everything the routes work on. */
export interface AppleState {
  config: SimulatorConfig;
  clock: SimulatorClock;
  locations: Map<string, Location>;
  tokens: TokenTable;
  events: EventQueue;
  /** A test's chance to write between two pages. */
  hooks: { onBeforePage?: ((read: PageRead) => void | Promise<void>) | undefined };
  report(kind: OffenceKind, detail: string): void;
}

export interface Call {
  state: AppleState;
  location: Location;
  query: URLSearchParams;
  body: Buffer;
}

/** Answers the members of the JSON object without its braces, so that big pages need no second pass. */
export type Route = (call: Call) => string | Promise<string>;

export const members = (value: object) => JSON.stringify(value).slice(1, -1);
export const join = (...parts: string[]) => parts.filter((part) => part !== '').join(',');
