/** The answers of the read queries that screens use. Types only; see `search.ts`, `holdings-queries.ts`. */
import type { AppRow, AssetKey, AssetRow, Holder, UserRow } from './rows.ts';

/** One asset over all linked locations. */
export interface AssetHit {
  kind: 'asset';
  key: AssetKey;
  app?: AppRow;
  /** One row a location that has it. */
  rows: AssetRow[];
}
/** One holder over all linked locations. */
export interface HolderHit {
  kind: 'holder';
  holder: Holder;
  /** The matching user rows, for a user; empty for a device. */
  users: UserRow[];
  /** Locations in which it holds something or, for a user, is known. */
  places: { uId: string; assetCount: number; asOf?: number }[];
}
export type SearchHit = AssetHit | HolderHit;

/** What one holder holds in one location. */
export interface HolderHolding {
  uId: string;
  asOf: number;
  assets: { key: AssetKey; app?: AppRow; asset?: AssetRow }[];
}

/** A window of the holders of one asset in one location, in key order. */
export interface AssetHolders {
  total: number;
  asOf: number;
  offset: number;
  holders: Holder[];
}

/** One holder of an asset in one location. */
export interface AssetHolderRow {
  uId: string;
  holder: Holder;
  /** Of a person, where Apple has one. */
  email?: string;
}

/** A window of the holders of one asset over several locations. */
export interface AssetHolderWindow {
  /** Of the locations that were read. */
  total: number;
  /** The oldest read; absent when there was none. */
  asOf?: number;
  offset: number;
  rows: AssetHolderRow[];
  /** uIds of the locations whose holdings were never read. */
  unread: string[];
  /** Changes whenever the holders may have changed. */
  stamp: string;
}
