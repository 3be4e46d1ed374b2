/** The token doctor: from what is cached of a location to its state, how that is known, and what to do. Pure. */
import { type HolderAlarm, holderAlarm } from '../../lib/cache/holder-alarm.ts';
import type { LocationNoteRow } from '../../lib/cache/knowledge-rows.ts';
import type { LocationRow, SyncRow, TokenState, VaultStatus } from '../../lib/cache/rows.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { daysLeft } from '../../lib/token/days-left.ts';
import { type PortalPage, portalOf, portalPages } from './portal-pages.ts';
import { type ShownState, shownState } from './token-state.ts';

/** What mends it, as one button; `none` when it mends itself or nothing is wrong. */
export type DoctorAct = 'renew' | 'sync' | 'allow' | 'unlock' | 'none';

/** Something about the location that is no state of its token. */
export type Finding =
  | { kind: 'holder'; alarm: HolderAlarm }
  /** Apple's built-in management works on the same licences (reference portal 1.3). */
  | { kind: 'built-in' }
  | { kind: 'ask-built-in' }
  /** Others have the same name: only the id tells them apart (semantics 2.7). */
  | { kind: 'same-name'; count: number }
  /** A token of this location waits: linked again it renews, there is never a second one. */
  | { kind: 'linked-twice'; candidateId: string }
  | { kind: 'locked' };

export interface Diagnosis extends ShownState {
  /** Until its end, by one clock for all that is shown of it; 0 and below: it is over. */
  daysLeft: number;
  known: { from: 'apple' | 'date' | 'here'; at: number; errorNumber?: number };
  /** Milliseconds since the epoch; absent while the end is only near. */
  since?: number;
  act: DoctorAct;
  /** Where a new token is; empty when none is needed. */
  portals: readonly PortalPage[];
  /** What may have happened: names of texts (`reason.<name>`). */
  reasons: readonly Reason[];
  /** As what it is told, with what the last sync knows of it; absent while the token works. */
  failure?: Failure;
  findings: readonly Finding[];
}

export type Reason = 'on-purpose' | 'password' | 'newer' | 'changed' | 'passing' | 'role';

/** What is known besides the location itself. */
export interface Surroundings {
  sync?: SyncRow | undefined;
  note?: LocationNoteRow | undefined;
  vault?: VaultStatus | undefined;
  /** A token of this location that waits for a decision. */
  waiting?: { id: string } | undefined;
  /** How many other locations have its name. */
  namesakes?: number;
  mayReachApple: boolean;
  warningDays?: readonly number[];
  now: number;
}

const acts: Record<ShownState['state'], DoctorAct> = {
  ok: 'none',
  expiring: 'renew',
  expired: 'renew',
  revoked: 'renew',
  invalid: 'renew',
  'not-allowed': 'renew',
  'legacy-token': 'renew',
  'token-missing': 'renew',
  unauthorized: 'sync',
  server: 'sync',
  offline: 'sync',
  throttled: 'none',
  maintenance: 'none',
  'missing-permission': 'allow',
  'vault-locked': 'unlock',
};

/** States whose cure is a new download; a 401 without a reason may need one. */
const needsPortal: ReadonlySet<ShownState['state']> = new Set([
  'expiring',
  'expired',
  'revoked',
  'invalid',
  'unauthorized',
  'not-allowed',
  'legacy-token',
  'token-missing',
]);

/** What this browser notices by itself; the others are Apple's words. */
const seenHere: ReadonlySet<ShownState['state']> = new Set([
  'offline',
  'missing-permission',
  'vault-locked',
  'token-missing',
]);

/** Reference portal 1.8; that a newer download ends an older token is disputed, so it comes last. */
const reasonsOf: Partial<Record<ShownState['state'], readonly Reason[]>> = {
  revoked: ['on-purpose', 'password', 'newer'],
  invalid: ['changed'],
  unauthorized: ['password', 'passing'],
  'not-allowed': ['role'],
};

export function diagnose(location: LocationRow, around: Surroundings): Diagnosis {
  const shown = stateOf(location, around);
  const { state } = shown;
  const known = knownFrom(location, shown, around.now);
  const failure = failureOf(location, state, around.sync);
  const since = sinceWhen(location, state, known);
  return {
    ...shown,
    daysLeft: daysLeft(location.expiresAt, around.now),
    known,
    ...(since === undefined ? {} : { since }),
    act: acts[state],
    portals: needsPortal.has(state) ? portalPages(location.websiteURL) : [],
    reasons: reasonsOf[state] ?? [],
    ...(failure && { failure }),
    findings: findingsOf(location, state, around),
  };
}

/** A browser that forbids Apple's host is noticed before any call fails; a dead token stays dead. */
function stateOf(location: LocationRow, { mayReachApple, warningDays, now }: Surroundings): ShownState {
  const shown = shownState(location, now, warningDays);
  const isDead = shown.tone === 'danger' && shown.state !== 'expiring';
  return mayReachApple || isDead ? shown : { state: 'missing-permission', tone: 'danger' };
}

function knownFrom(
  { health, expiresAt }: LocationRow,
  { state }: ShownState,
  now: number,
): Diagnosis['known'] {
  if (state === 'expiring') return { from: 'date', at: expiresAt };
  if (state === 'expired' && health.state !== 'expired') return { from: 'date', at: expiresAt };
  if (health.state !== state) return { from: 'here', at: now };
  const { errorNumber, checkedAt } = health;
  return {
    from: seenHere.has(state) ? 'here' : 'apple',
    at: checkedAt,
    ...(errorNumber === undefined ? {} : { errorNumber }),
  };
}

function sinceWhen(
  { health, expiresAt }: LocationRow,
  state: ShownState['state'],
  { from }: Diagnosis['known'],
): number | undefined {
  if (state === 'expiring') return undefined;
  if (state === 'expired' && from === 'date') return expiresAt;
  return health.state === state ? health.since : undefined;
}

/** The last sync knows more of the same failure than the health, which outlives it. */
function failureOf(
  { uId, health }: LocationRow,
  state: ShownState['state'],
  sync: SyncRow | undefined,
): Failure | undefined {
  if (state === 'ok' || state === 'expiring') return undefined;
  const last = sync?.failure?.code === state ? sync.failure.details : {};
  const { errorNumber } = health;
  const number = health.state === state && errorNumber !== undefined ? { errorNumber } : {};
  return { code: state satisfies TokenState, details: { location: uId, ...last, ...number } };
}

function findingsOf(location: LocationRow, state: ShownState['state'], around: Surroundings): Finding[] {
  const { note, vault, waiting, namesakes = 0 } = around;
  const found: Finding[] = [];
  const alarm = holderAlarm(location, note);
  if (alarm) found.push({ kind: 'holder', alarm });
  if (waiting) found.push({ kind: 'linked-twice', candidateId: waiting.id });
  if (vault?.mode === 'sealed' && vault.locked && state !== 'vault-locked') found.push({ kind: 'locked' });
  if (portalOf(location.websiteURL) === 'business') {
    if (note?.builtIn === undefined) found.push({ kind: 'ask-built-in' });
    else if (note.builtIn === 'on') found.push({ kind: 'built-in' });
  }
  if (namesakes > 0) found.push({ kind: 'same-name', count: namesakes });
  return found;
}
