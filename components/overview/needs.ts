/** What needs the admin today, the most urgent first. Pure. */
import type { PendingInvitation, ShortStock } from '../../lib/cache/overview-queries.ts';
import type { CandidateRow } from '../../lib/cache/rows.ts';
import type { Diagnosis, Finding } from '../health/diagnosis.ts';
import { isHeldByPage } from '../health/worst-notice.ts';
import type { TokenLine } from '../tokens/token-lines.ts';
import type { Tone } from '../ui/state.tsx';

type HolderFinding = Extract<Finding, { kind: 'holder' }>;

/** Invitations by how long ago the last one went out. */
export interface InvitationAges {
  /** Up to a week. */
  young: number;
  /** Up to thirty days. */
  middle: number;
  old: number;
}

export type Need =
  | { kind: 'trouble'; tone: Tone; trouble: 'storage-full' | 'storage-broken' }
  | { kind: 'permission'; tone: Tone }
  | { kind: 'waiting'; tone: Tone; count: number }
  | { kind: 'ended'; tone: Tone; line: TokenLine }
  | { kind: 'ending'; tone: Tone; line: TokenLine }
  | { kind: 'holder'; tone: Tone; line: TokenLine; finding: HolderFinding }
  | { kind: 'token-missing'; tone: Tone; line: TokenLine }
  | { kind: 'sync-failed'; tone: Tone; line: TokenLine }
  | { kind: 'stock'; tone: Tone; short: ShortStock }
  | { kind: 'locked'; tone: Tone }
  /** Passes by itself: one line a state, however many locations. */
  | { kind: 'passing'; tone: Tone; state: Passing; count: number; first: TokenLine }
  | { kind: 'invitations'; tone: Tone; count: number; ages: InvitationAges; asOf: number }
  | { kind: 'ask-built-in'; tone: Tone; count: number; first: TokenLine }
  /** Further ones of the kind before it. */
  | { kind: 'more'; tone: Tone; of: 'ended' | 'ending' | 'holder' | 'other' | 'stock'; count: number };

export interface Situation {
  lines: readonly TokenLine[];
  candidates: readonly CandidateRow[];
  short: readonly ShortStock[];
  invitations: readonly PendingInvitation[];
  isLocked: boolean;
  mayReachApple: boolean;
  trouble: 'storage-full' | 'storage-broken' | undefined;
  now: number;
}

/** So many of a kind are named, the others counted. */
const mostOfKind = 5;
const day = 86_400_000;

const ended: ReadonlySet<Diagnosis['state']> = new Set([
  'expired',
  'revoked',
  'invalid',
  'unauthorized',
  'not-allowed',
  'legacy-token',
]);
const passing = ['offline', 'not-json', 'server', 'maintenance', 'throttled'] as const;
type Passing = (typeof passing)[number];

export function findNeeds(situation: Situation): Need[] {
  const { lines, short, trouble } = situation;
  const byEnd = [...lines].sort((a, b) => a.location.expiresAt - b.location.expiresAt);
  const isIn = (state: Diagnosis['state']) => (line: TokenLine) => line.diagnosis.state === state;
  const needs: Need[] = [];
  if (trouble) needs.push({ kind: 'trouble', tone: 'danger', trouble });
  if (!situation.mayReachApple) needs.push({ kind: 'permission', tone: 'danger' });
  needs.push(...waitingOf(situation.candidates));
  needs.push(
    ...capped(
      byEnd.filter(({ diagnosis }) => ended.has(diagnosis.state)),
      'ended',
      (line): Need => ({ kind: 'ended', tone: 'danger', line }),
    ),
    ...capped(
      byEnd.filter(isIn('expiring')),
      'ending',
      (line): Need => ({ kind: 'ending', tone: line.diagnosis.tone, line }),
    ),
    ...holdersOf(byEnd),
    ...capped(
      byEnd.filter(isIn('token-missing')),
      'other',
      (line): Need => ({ kind: 'token-missing', tone: 'warning', line }),
    ),
    ...capped(
      byEnd.filter(hasFailed),
      'other',
      (line): Need => ({ kind: 'sync-failed', tone: 'warning', line }),
    ),
    ...capped(
      [...short].sort((a, b) => a.available - a.mark.low - (b.available - b.mark.low)),
      'stock',
      (one): Need => ({ kind: 'stock', tone: one.available === 0 ? 'danger' : 'warning', short: one }),
    ),
  );
  if (situation.isLocked) needs.push({ kind: 'locked', tone: 'info' });
  for (const state of passing) {
    const [first, ...others] = byEnd.filter(state === 'not-json' ? isMetByPage : isIn(state));
    if (first) {
      needs.push({
        kind: 'passing',
        tone: state === 'not-json' ? 'warning' : first.diagnosis.tone,
        state,
        count: others.length + 1,
        first,
      });
    }
  }
  const ages = agesOf(situation.invitations, situation.now);
  const count = situation.invitations.length;
  const asOf = Math.min(...situation.invitations.map((one) => one.asOf));
  if (count > 0) needs.push({ kind: 'invitations', tone: 'info', count, ages, asOf });
  const [asked, ...more] = lines.filter(({ diagnosis }) => hasFinding(diagnosis, 'ask-built-in'));
  if (asked) needs.push({ kind: 'ask-built-in', tone: 'info', count: more.length + 1, first: asked });
  return needs;
}

function waitingOf(candidates: readonly CandidateRow[]): Need[] {
  return candidates.length === 0 ? [] : [{ kind: 'waiting', tone: 'info', count: candidates.length }];
}

function holdersOf(lines: readonly TokenLine[]): Need[] {
  const held = lines.flatMap((line) =>
    line.diagnosis.findings.flatMap((finding) => (finding.kind === 'holder' ? [{ line, finding }] : [])),
  );
  return capped(held, 'holder', (one): Need => ({ kind: 'holder', tone: 'warning', ...one }));
}

const hasFinding = ({ findings }: Diagnosis, kind: Finding['kind']) =>
  findings.some((finding) => finding.kind === kind);

const isFine = ({ diagnosis: { state } }: TokenLine) => state === 'ok' || state === 'expiring';

/** What the token's state does not say already. */
function hasFailed(line: TokenLine): boolean {
  return line.sync?.state === 'failed' && isFine(line) && line.sync.failure?.code !== 'vault-locked';
}

/** Its reading waits because a web page came instead of data, which its state does not say. */
const isMetByPage = (line: TokenLine) => isFine(line) && isHeldByPage(line.sync);

function capped<T>(
  all: readonly T[],
  of: Extract<Need, { kind: 'more' }>['of'],
  toNeed: (one: T) => Need,
): Need[] {
  const shown = all.length > mostOfKind ? all.slice(0, mostOfKind - 1) : all;
  const needs = shown.map(toNeed);
  const count = all.length - shown.length;
  const tone = needs.at(-1)?.tone ?? 'info';
  return count > 0 ? [...needs, { kind: 'more', tone, of, count }] : needs;
}

function agesOf(invitations: readonly PendingInvitation[], now: number): InvitationAges {
  const ages = { young: 0, middle: 0, old: 0 };
  for (const { lastAt } of invitations) {
    const days = (now - lastAt) / day;
    ages[days <= 7 ? 'young' : days <= 30 ? 'middle' : 'old'] += 1;
  }
  return ages;
}
