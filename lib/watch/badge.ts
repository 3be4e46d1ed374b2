import { holderAlarm } from '../cache/holder-alarm.ts';
import type { LocationNoteRow } from '../cache/knowledge-rows.ts';
import type { OrderRow } from '../cache/order-rows.ts';
import type { CandidateRow, LocationRow, VaultStatus } from '../cache/rows.ts';
import { daysLeft, warningStep } from '../token/days-left.ts';
import { endedAs } from './ended.ts';

export interface Badge {
  /** On the icon; for days until an end it is only their number. */
  text: string;
  tone: 'none' | 'accent' | 'warning' | 'danger';
  /** Which text of `locales/<language>/badge.json` explains it. */
  title: 'ok' | 'waiting' | 'ended' | 'ending' | 'blocked' | 'holder' | 'order-waits' | 'ordering';
  values: Readonly<Record<string, string | number>>;
}

const blocked = new Set(['missing-permission', 'token-missing']);

/** The one thing that the icon says: the worst first. */
export function badgeFor(view: {
  locations: readonly LocationRow[];
  candidates: readonly CandidateRow[];
  vault: VaultStatus;
  notes: readonly LocationNoteRow[];
  /** Those that have not ended. */
  orders: readonly OrderRow[];
  /** Days before the end from which a token is worth a mark. */
  warningDays: readonly number[];
  now: number;
}): Badge {
  const { locations, now } = view;
  const dead = locations.find((row) => endedAs(row, now));
  if (dead) return { text: '!', tone: 'danger', title: 'ended', values: { location: dead.locationName } };
  if (view.candidates.length > 0) {
    const count = view.candidates.length;
    return { text: String(count), tone: 'accent', title: 'waiting', values: { count } };
  }
  const stuck = locations.find((row) => blocked.has(row.health.state));
  if (stuck)
    return { text: '!', tone: 'warning', title: 'blocked', values: { location: stuck.locationName } };
  const waits = view.orders.find(needsAdmin);
  if (waits)
    return { text: '!', tone: 'warning', title: 'order-waits', values: { location: waits.locationName } };
  const notes = new Map(view.notes.map((note) => [note.uId, note]));
  const held = locations.find((row) => holderAlarm(row, notes.get(row.uId)));
  if (held) return { text: '!', tone: 'warning', title: 'holder', values: { location: held.locationName } };
  const next = nextToEnd(locations);
  const days = next ? daysLeft(next.expiresAt, now) : Number.POSITIVE_INFINITY;
  if (next && warningStep(days, view.warningDays) !== undefined) {
    return {
      text: String(days),
      tone: 'warning',
      title: 'ending',
      values: { location: next.locationName, count: days },
    };
  }
  const count = view.orders.filter(({ state, tally }) => state !== 'paused' || tally.underWay > 0).length;
  if (count > 0) return { text: '…', tone: 'accent', title: 'ordering', values: { count } };
  return { text: '', tone: 'none', title: 'ok', values: {} };
}

function nextToEnd(locations: readonly LocationRow[]): LocationRow | undefined {
  let next = locations[0];
  for (const row of locations) if (next && row.expiresAt < next.expiresAt) next = row;
  return next;
}

/** Whether an order goes on only once somebody has done something. Pausing it was somebody's will. */
function needsAdmin({ state, waits }: OrderRow): boolean {
  return state !== 'paused' && waits !== undefined && waits.nextAt === undefined;
}
