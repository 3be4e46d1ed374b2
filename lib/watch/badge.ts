import type { CandidateRow, LocationRow, VaultStatus } from '../cache/rows.ts';
import { daysLeft } from '../token/days-left.ts';

export interface Badge {
  /** On the icon; for days until an end it is only their number. */
  text: string;
  tone: 'none' | 'accent' | 'warning' | 'danger';
  /** Which text of `locales/<language>/badge.json` explains it. */
  title: 'ok' | 'waiting' | 'ended' | 'ending' | 'blocked';
  values: Readonly<Record<string, string | number>>;
}

/** From this many days before its end a token is worth a mark on the icon. */
const markDays = 30;
const ended = new Set(['expired', 'revoked', 'invalid', 'unauthorized', 'not-allowed', 'legacy-token']);
const blocked = new Set(['missing-permission', 'token-missing']);

/** The one thing that the icon says: the worst first. */
export function badgeFor(view: {
  locations: readonly LocationRow[];
  candidates: readonly CandidateRow[];
  vault: VaultStatus;
  now: number;
}): Badge {
  const { locations, now } = view;
  const dead = locations.find((row) => ended.has(row.health.state) || row.expiresAt <= now);
  if (dead) return { text: '!', tone: 'danger', title: 'ended', values: { location: dead.locationName } };
  if (view.candidates.length > 0) {
    const count = view.candidates.length;
    return { text: String(count), tone: 'accent', title: 'waiting', values: { count } };
  }
  const stuck = locations.find((row) => blocked.has(row.health.state));
  if (stuck)
    return { text: '!', tone: 'warning', title: 'blocked', values: { location: stuck.locationName } };
  const next = locations.toSorted((a, b) => a.expiresAt - b.expiresAt)[0];
  const days = next ? daysLeft(next.expiresAt, now) : Number.POSITIVE_INFINITY;
  if (next && days <= markDays) {
    return {
      text: String(days),
      tone: 'warning',
      title: 'ending',
      values: { location: next.locationName, count: days },
    };
  }
  return { text: '', tone: 'none', title: 'ok', values: {} };
}
