/** The small tables that every screen watches. All are undefined until the first read is through. */
import { useLiveQuery } from 'dexie-react-hooks';
import type { Database } from '../../lib/cache/database.ts';
import type { LocationNoteRow } from '../../lib/cache/knowledge-rows.ts';
import { byLocationName } from '../../lib/cache/location-order.ts';
import type {
  CandidateRow,
  KeepRules,
  LocationRow,
  MissedDownloadStatus,
  SyncRow,
  VaultStatus,
} from '../../lib/cache/rows.ts';
import { useCache } from './cache-context.ts';
import { createSharedRows } from './shared-rows.ts';

const locations = createSharedRows(async (cache) => {
  const rows = await cache.locations.toArray();
  return rows.sort(byLocationName);
});
const syncs = createSharedRows((cache) => cache.syncs.toArray());
const notes = createSharedRows((cache) => cache.locationNotes.toArray());
const vault = createSharedRows(async (cache): Promise<VaultStatus> => {
  const row = await cache.status.get('vault');
  return row?.key === 'vault' ? row.value : { mode: 'none', locked: false };
});

/** Begins what every screen of the console waits for, before anything is drawn. */
export const beginLocations = (cache: Database): void => locations.begin(cache);

/** The same for the screens that say how each token is. */
export function beginDiagnoses(cache: Database): void {
  for (const rows of [syncs, notes, vault]) rows.begin(cache);
}

/** All linked locations by name. */
export const useLocations = (): LocationRow[] | undefined => locations.useRows();
export const useSyncs = (): SyncRow[] | undefined => syncs.useRows();

/** Captured tokens that wait for a decision, newest first. */
export function useCandidates(): CandidateRow[] | undefined {
  const cache = useCache();
  return useLiveQuery(async () => {
    const rows = await cache.candidates.toArray();
    return rows.sort((a, b) => b.capturedAt - a.capturedAt);
  }, [cache]);
}

/** How tokens are kept; a cache without the row was never linked. */
export const useVault = (): VaultStatus | undefined => vault.useRows();

/** What the organisation allows for keeping tokens; without a policy everything. */
export function useKeepRules(): KeepRules {
  const cache = useCache();
  const found = useLiveQuery(() => cache.status.get('keep-rules'), [cache]);
  return found?.key === 'keep-rules' ? found.value : {};
}

/** Downloads that the page hook did not see; zero as long as there was none. */
export function useMissedDownloads(): MissedDownloadStatus | undefined {
  const cache = useCache();
  return useLiveQuery(async (): Promise<MissedDownloadStatus> => {
    const row = await cache.status.get('missed-download');
    return row?.key === 'missed-download' ? row.value : { count: 0 };
  }, [cache]);
}

/** The admin's answers about each location. */
export const useLocationNotes = (): LocationNoteRow[] | undefined => notes.useRows();
