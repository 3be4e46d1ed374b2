/**
 * The one database: everything that screens read and everything that must outlive the background.
 * Secrets are not here; the vault has its own store. Only what is queried is indexed.
 */
import { Dexie, type DexieOptions, type Table } from 'dexie';
import { openAgain } from '../platform/open-again.ts';
import { withoutNewer } from '../platform/refuse-newer.ts';
import { setOfApp } from './app-sets.ts';
import { flushOwnTables } from './durability.ts';
import type { FoundChanges } from './found-changes.ts';
import type { LeafEntry } from './holdings/directory.ts';
import type { GatheredPart } from './holdings/gather.ts';
import type { Leaf } from './holdings/leaf.ts';
import type { Posting } from './holdings/posting.ts';
import type { HolderListRow, LocationNoteRow, MarkRow, PersonNoteRow, ViewRow } from './knowledge-rows.ts';
import type { DeliveryRow, MdmRow, MdmTargetRow } from './mdm-rows.ts';
import type { HistoryRow, RequestRow, TimelineRow } from './observed-rows.ts';
import type {
  ActivityRow,
  BatchRow,
  ForeignChangeRow,
  OrderRow,
  OrderSkipRow,
  OrderWishRow,
} from './order-rows.ts';
import type {
  AppRow,
  AssetKey,
  AssetRow,
  CandidateRow,
  IconReadRow,
  IconRow,
  LocationRow,
  StatusRow,
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
  /** When all is read again, since a delta may not show what was taken back (reference 4.7). */
  fullDueAt: number;
  /**
   * How many more holders than `assignedCount` an asset had when its holders were last read as a whole, where not
   * the same: what Apple counts is not documented. A later difference tells of a change that a delta did not show.
   * By `adamId/pricingParam`.
   */
  drift: Record<string, number>;
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

/**
 * All assets of a location once more, in one row: a screen that shows them all reads two hundred of these in a quarter
 * of the time that it takes to read seven thousand rows. Written with them. Key: uId.
 */
export interface AssetSetRow {
  uId: string;
  assets: AssetRow[];
}

/** Which generation of a location's user rows is current. Key: uId. */
export interface UserSetRow {
  uId: string;
  generation: number;
  /** How many rows there are of it; absent where an earlier version wrote it. */
  people?: number;
  versionId?: string;
  asOf: number;
}

export type RunStep = 'assets' | 'users' | 'walk' | 'delta' | 'repair' | 'done';
/** One run of the sync engine, from which a new background goes on. Key: uId. */
export interface RunRow {
  uId: string;
  run: string;
  full: boolean;
  startedAt: number;
  step: RunStep;
  stepAt: number;
  /** How often the assignments were read as a whole in this run. */
  walks: number;
  /** They changed meanwhile, so that some may be missing or outlived (reference 5). */
  moved: boolean;
  /** What changed since was read and is staged, and waits to be swapped in. */
  delta?: StagedDelta;
}
export interface StagedDelta {
  /** Of its walk in `staging`. */
  name: string;
  /** From which the next delta starts. */
  versionId?: string;
  asOf: number;
}
export interface StagedPage {
  pageIndex: number;
  totalPages?: number;
  versionId?: string;
  rows: number;
}
/** One checkpoint of a walk over pages. Key: [uId, run, seq], where `run` names the run and its walk. */
export interface StagingRow {
  uId: string;
  run: string;
  seq: number;
  pages: StagedPage[];
  /** For assignments; users are written where they belong. */
  part?: GatheredPart;
  /** What a swap found; under no run's name. */
  found?: FoundChanges;
}

/** Apps once more, some thirty of some thousand in a row (`app-sets.ts`). Written with them. Key: set. */
export interface AppSetRow {
  set: string;
  apps: AppRow[];
}

export class Database extends Dexie {
  declare readonly locations: Table<LocationRow, string>;
  declare readonly assets: Table<AssetRow, [string, string, string]>;
  declare readonly assetSets: Table<AssetSetRow, string>;
  declare readonly apps: Table<AppRow, string>;
  declare readonly appSets: Table<AppSetRow, string>;
  declare readonly icons: Table<IconRow, string>;
  declare readonly iconReads: Table<IconReadRow, string>;
  declare readonly users: Table<UserRow, [string, number, string]>;
  declare readonly userSets: Table<UserSetRow, string>;
  declare readonly directories: Table<DirectoryRow, string>;
  declare readonly leaves: Table<LeafRow, [string, number, number]>;
  declare readonly postings: Table<PostingRow, [string, number, number]>;
  declare readonly runs: Table<RunRow, string>;
  declare readonly staging: Table<StagingRow, [string, string, number]>;
  declare readonly syncs: Table<SyncRow, string>;
  declare readonly candidates: Table<CandidateRow, string>;
  declare readonly status: Table<StatusRow, StatusRow['key']>;
  declare readonly histories: Table<HistoryRow, [string, string, string]>;
  declare readonly timeline: Table<TimelineRow, number>;
  declare readonly requests: Table<RequestRow, number>;
  declare readonly personNotes: Table<PersonNoteRow, [string, string]>;
  declare readonly marks: Table<MarkRow, [string, string, string]>;
  declare readonly lists: Table<HolderListRow, string>;
  declare readonly views: Table<ViewRow, string>;
  declare readonly locationNotes: Table<LocationNoteRow, string>;
  declare readonly orders: Table<OrderRow, string>;
  declare readonly orderWishes: Table<OrderWishRow, string>;
  declare readonly orderSkips: Table<OrderSkipRow, [string, number]>;
  declare readonly batches: Table<BatchRow, [string, number]>;
  declare readonly activity: Table<ActivityRow, number>;
  declare readonly foreignChanges: Table<ForeignChangeRow, [number, number]>;
  declare readonly mdms: Table<MdmRow, string>;
  declare readonly mdmTargets: Table<MdmTargetRow, string>;
  declare readonly deliveries: Table<DeliveryRow, string>;

  constructor(name = 'orchardist', options: DexieOptions = {}) {
    // Relaxed: most can be read from Apple again, and a flush to disk at each checkpoint would cost seconds.
    super(name, { chromeTransactionDurability: 'relaxed', cache: 'disabled', ...withoutNewer(options) });
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
    this.version(2).stores({
      histories: '[uId+adamId+pricingParam]',
      timeline: '++id, [uId+at]',
      requests: '++id',
      personNotes: '[uId+clientUserId]',
      marks: '[adamId+pricingParam+uId]',
      lists: 'id',
      views: 'id',
      locationNotes: 'uId',
      iconReads: 'adamId',
    });
    this.version(3).stores({
      orders: 'id, createdAt, uId, state',
      orderWishes: 'orderId',
      orderSkips: '[orderId+part]',
      batches: '[orderId+batch], [orderId+state], [orderId+state+askAt], [uId+unapplied], [uId+sentAt]',
      activity: 'seq',
      foreignChanges: '[seq+part]',
      mdms: 'id',
      mdmTargets: 'uId, mdmId',
      deliveries: 'id, uId, mdmId, state',
    });
    this.version(4)
      .stores({ assetSets: 'uId' })
      .upgrade(async (change) => {
        const byLocation = Map.groupBy(await change.table<AssetRow>('assets').toArray(), ({ uId }) => uId);
        const sets = [...byLocation].map(([uId, assets]): AssetSetRow => ({ uId, assets }));
        await change.table<AssetSetRow>('assetSets').bulkPut(sets);
      });
    this.version(5)
      .stores({ appSets: 'set' })
      .upgrade(async (change) => {
        const known = await change.table<AppRow>('apps').toArray();
        const bySet = Map.groupBy(known, ({ adamId }) => setOfApp(adamId));
        const sets = [...bySet].map(([set, apps]): AppSetRow => ({ set, apps }));
        await change.table<AppSetRow>('appSets').bulkPut(sets);
      });
    this.use(flushOwnTables);
    openAgain(this);
  }
}
