/** What look-ups read from: the stores of the cache, or what earlier look-ups of the page left in its memory. */
import type { AppNames } from './app-names.ts';
import type { DirectoryRow } from './database.ts';
import type { Leaf } from './holdings/leaf.ts';
import type { AppRow, AssetRow, UserRow } from './rows.ts';

export interface AssetSource {
  names: () => Promise<readonly AppNames[]>;
  /** adamIds of owned assets that begin so. */
  idsFrom: (prefix: string, limit: number) => Promise<string[]>;
  /** In the order asked for. */
  assets: (adamIds: readonly string[]) => Promise<KnownAsset[]>;
}

/** An app and what each location owns of it. */
export interface KnownAsset {
  app?: AppRow;
  rows: AssetRow[];
}

export interface HolderSource {
  directories: () => Promise<DirectoryRow[]>;
  /** A leaf that is at hand without a wait. */
  peek: (directory: DirectoryRow, place: number) => Leaf | undefined;
  expect: (directory: DirectoryRow, place: number) => Promise<Leaf>;
  /** Current people whose clientUserId or e-mail address begins so in any case; at most `limit` of each. */
  usersFrom: (prefix: string, limit: number) => Promise<UserRow[]>;
  /** The current rows of each of some people in all locations, in the order asked for. */
  usersOf: (clientUserIds: readonly string[]) => Promise<UserRow[][]>;
}

/** What a source throws that knows only some things, when it is asked for another one. */
export const notRemembered = new Error('This was not read before.');

/** The answer of a memory. @returns undefined when it does not know enough */
export async function unlessForgotten<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error === notRemembered) return undefined;
    throw error;
  }
}
