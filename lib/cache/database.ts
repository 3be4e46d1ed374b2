/**
 * The one database: everything that screens read and everything that must outlive the background.
 * Secrets are not here; the vault has its own store. Only what is queried is indexed.
 */
import { Dexie, type DexieOptions, type Table } from 'dexie';
import type { LeafEntry } from './holdings/directory.ts';
import type { GatheredPart } from './holdings/gather.ts';
import type { Leaf } from './holdings/leaf.ts';
import type { Posting } from './holdings/posting.ts';
import type {
  AppRow,
  AssetKey,
  AssetRow,
  CandidateRow,
  IconRow,
  LocationRow,
  StatusRow,
  SyncPhase,
  SyncRow,
  UserRow,
} from './rows.ts';

/** The holdings of one location as they stand: which leaves are current. Swapped by one small write. Key: uId. */
export interface DirectoryRow {
  uId: string;
  /** Leaves and postings of other generations are unfinished or outlived. */
  generation: number;
  /** The number of an asset in leaves and postings is its place here. */
  assets: AssetKey[];
  leaves: LeafEntry[];
  nextLeaf: number;
  /** The state at Apple from which the next delta starts (reference 5). */
  versionId?: string;
  asOf: number;
}
/** Key: [uId, generation, leaf]. */
export interface LeafRow extends Leaf {
  uId: string;
  generation: number;
  leaf: number;
}
/** Key: [uId, generation, asset]. */
export interface PostingRow extends Posting {
  uId: string;
  generation: number;
  asset: number;
}

/** Which generation of a location's user rows is current. Key: uId. */
export interface UserSetRow {
  uId: string;
  generation: number;
  versionId?: string;
  asOf: number;
}

/** One run of the sync engine, from which a new background goes on. Key: uId. */
export interface RunRow {
  uId: string;
  run: string;
  full: boolean;
  startedAt: number;
  phase: SyncPhase;
}
export interface StagedPage {
  pageIndex: number;
  totalPages?: number;
  versionId?: string;
}
/** One checkpoint of a walk over the assignments. Key: [uId, run, seq]. */
export interface StagingRow {
  uId: string;
  run: string;
  seq: number;
  pages: StagedPage[];
  part: GatheredPart;
}

export class Database extends Dexie {
  declare readonly locations: Table<LocationRow, string>;
  declare readonly assets: Table<AssetRow, [string, string, string]>;
  declare readonly apps: Table<AppRow, string>;
  declare readonly icons: Table<IconRow, string>;
  declare readonly users: Table<UserRow, [string, number, string]>;
  declare readonly userSets: Table<UserSetRow, string>;
  declare readonly directories: Table<DirectoryRow, string>;
  declare readonly leaves: Table<LeafRow, [string, number, number]>;
  declare readonly postings: Table<PostingRow, [string, number, number]>;
  declare readonly runs: Table<RunRow, string>;
  declare readonly staging: Table<StagingRow, [string, string, number]>;
  declare readonly syncs: Table<SyncRow, string>;
  declare readonly candidates: Table<CandidateRow, string>;
  declare readonly status: Table<StatusRow, 'vault'>;

  constructor(name = 'orchardist', options: DexieOptions = {}) {
    // Relaxed: the cache can be read from Apple again, and a flush to disk at each checkpoint would cost seconds.
    super(name, { chromeTransactionDurability: 'relaxed', cache: 'disabled', ...options });
    this.version(1).stores({
      locations: 'uId',
      assets: '[uId+adamId+pricingParam], adamId',
      apps: 'adamId',
      icons: 'adamId',
      users: '[uId+generation+clientUserId], clientUserId, emailLower',
      userSets: 'uId',
      directories: 'uId',
      leaves: '[uId+generation+leaf]',
      postings: '[uId+generation+asset]',
      runs: 'uId',
      staging: '[uId+run+seq]',
      syncs: 'uId',
      candidates: 'id',
      status: 'key',
    });
  }
}
