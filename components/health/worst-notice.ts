import { holderAlarm } from '../../lib/cache/holder-alarm.ts';
import type { LocationNoteRow } from '../../lib/cache/knowledge-rows.ts';
import type { LocationRow, SyncRow, VaultStatus } from '../../lib/cache/rows.ts';
import { type Failure, isWebPage } from '../../lib/platform/errors.ts';
import type { Tone } from '../ui/state.tsx';
import { shownState } from './token-state.ts';

/** What mends it; drawn as one button, or none when it mends itself. */
export type Cure = 'allow' | 'renew' | 'unlock' | 'sync' | 'look' | 'none';

export interface Notice {
  kind:
    | 'storage-full'
    | 'storage-broken'
    | 'missing-permission'
    | 'revoked'
    | 'expired'
    | 'holder'
    | 'invalid'
    | 'unauthorized'
    | 'not-allowed'
    | 'legacy-token'
    | 'token-missing'
    | 'expiring'
    | 'vault-locked'
    | 'sync-failed'
    | 'offline'
    | 'not-json'
    | 'server'
    | 'maintenance'
    | 'throttled';
  tone: Tone;
  cure: Cure;
  location?: LocationRow;
  days?: number;
  failure?: Failure;
  /** How many other locations need something. */
  more: number;
}

interface Known {
  locations: readonly LocationRow[];
  syncs: readonly SyncRow[];
  vault: VaultStatus | undefined;
  notes?: readonly LocationNoteRow[] | undefined;
  warningDays?: readonly number[] | undefined;
  /** false only when the browser says so. */
  mayReachApple: boolean;
  /** What keeps the background from writing. */
  trouble?: 'storage-full' | 'storage-broken' | undefined;
  now: number;
}

type Ranked = Omit<Notice, 'more'> & { rank: number };

/** The one thing to say first, and how many other locations need something; undefined when all is well. */
export function worstNotice(known: Known): Notice | undefined {
  if (known.locations.length === 0) return undefined;
  const notes = new Map(known.notes?.map((note) => [note.uId, note]));
  const syncs = new Map(known.syncs.map((sync) => [sync.uId, sync]));
  const perLocation = known.locations.flatMap((location) => {
    const [first] = [
      noticeOf(location, syncs.get(location.uId), known),
      holderNotice(location, notes.get(location.uId)),
    ]
      .filter((notice) => notice !== undefined)
      .sort((a, b) => a.rank - b.rank);
    return first ? [first] : [];
  });
  const ranked = [...perLocation, ...general(known)].sort((a, b) => a.rank - b.rank);
  const [worst] = ranked;
  if (!worst) return undefined;
  const { rank: _rank, ...notice } = worst;
  const others = perLocation.filter((other) => other.location?.uId !== worst.location?.uId);
  return { ...notice, more: worst.location ? others.length : 0 };
}

function general(known: Known): Ranked[] {
  const found: Ranked[] = [];
  if (known.trouble) found.push({ kind: known.trouble, tone: 'danger', cure: 'none', rank: -1 });
  if (!known.mayReachApple) {
    found.push({ kind: 'missing-permission', tone: 'danger', cure: 'allow', rank: 0 });
  }
  if (known.vault?.mode === 'sealed' && known.vault.locked) {
    found.push({ kind: 'vault-locked', tone: 'info', cure: 'unlock', rank: 50 });
  }
  return found;
}

const kinds = {
  'missing-permission': { rank: 1, cure: 'allow' },
  revoked: { rank: 10, cure: 'renew' },
  expired: { rank: 11, cure: 'renew' },
  invalid: { rank: 12, cure: 'renew' },
  unauthorized: { rank: 13, cure: 'sync' },
  'not-allowed': { rank: 14, cure: 'renew' },
  'legacy-token': { rank: 15, cure: 'renew' },
  'token-missing': { rank: 20, cure: 'renew' },
  offline: { rank: 60, cure: 'sync' },
  server: { rank: 61, cure: 'sync' },
  maintenance: { rank: 62, cure: 'none' },
  throttled: { rank: 63, cure: 'none' },
} as const satisfies Record<string, { rank: number; cure: Cure }>;

function holderNotice(location: LocationRow, note: LocationNoteRow | undefined): Ranked | undefined {
  if (!holderAlarm(location, note)) return undefined;
  return { kind: 'holder', tone: 'warning', cure: 'look', location, rank: 25 };
}

function noticeOf(location: LocationRow, sync: SyncRow | undefined, known: Known): Ranked | undefined {
  const { state, tone, days } = shownState(location, known.now, known.warningDays);
  if (state === 'expiring') {
    // Soon outranks a locked vault, later does not; the nearer end comes first.
    const rank = (days ?? 0) <= 14 ? 30 + (days ?? 0) : 70 + (days ?? 0);
    return { kind: 'expiring', tone, cure: 'renew', location, rank, days: days ?? 0 };
  }
  if (state !== 'ok' && state !== 'vault-locked') return { kind: state, tone, location, ...kinds[state] };
  if (isHeldByPage(sync)) return { kind: 'not-json', tone: 'warning', cure: 'sync', location, rank: 59 };
  if (sync?.state !== 'failed' || !sync.failure || sync.failure.code === 'vault-locked') return undefined;
  return {
    kind: 'sync-failed',
    tone: 'warning',
    cure: 'sync',
    location,
    rank: 55,
    failure: sync.failure,
  };
}

/** Whether it waits because a web page came instead of data: the sign-in page of a network, a filter. */
export const isHeldByPage = (sync: SyncRow | undefined): boolean =>
  sync?.state === 'waiting' && sync.failure !== undefined && isWebPage(sync.failure);
