import { describe, expect, it } from 'vitest';
import type { OrderRow } from '../../../lib/cache/order-rows.ts';
import type { CandidateRow, LocationRow, TokenState } from '../../../lib/cache/rows.ts';
import { badgeFor } from '../../../lib/watch/badge.ts';
import { locationRow } from '../cache/fresh-database.ts';

const now = 1_800_000_000_000;
const day = 86_400_000;
const vault = { mode: 'sealed', locked: false } as const;

function place(name: string, state: TokenState = 'ok', daysLeft = 200): LocationRow {
  const health = { state, since: now, checkedAt: now };
  return { ...locationRow(name, name), expiresAt: now + daysLeft * day, health };
}

const waiting: CandidateRow = {
  id: 'c1',
  fingerprint: '01234567',
  orgName: 'Pine Hill Schools',
  expiresAt: now + day,
  source: 'portal',
  capturedAt: now,
  proof: { state: 'running' },
};
const see = (
  locations: LocationRow[],
  candidates: CandidateRow[] = [],
  warningDays = [30, 7],
  orders: OrderRow[] = [],
) => badgeFor({ locations, candidates, vault, notes: [], orders, warningDays, now });

const order = (changes: Partial<OrderRow> = {}): OrderRow => ({
  id: 'o1',
  uId: '1',
  locationName: 'North',
  kind: 'grant',
  state: 'open',
  createdAt: now,
  digest: '',
  counts: {},
  forever: { licences: 0, people: 0 },
  tally: { items: 2, skipped: 0, waiting: 1, underWay: 1, done: 0, failed: 0, cancelled: 0 },
  ...changes,
});

describe('the badge', () => {
  it('says quietly that an order is carried out, and louder that one cannot go on by itself', () => {
    const locked = { failure: { code: 'vault-locked' as const } };
    const later = { failure: { code: 'throttled' as const }, nextAt: now + 1 };
    expect(see([], [], [], [order(), order({ id: 'o2', waits: later })])).toMatchObject({
      text: '…',
      title: 'ordering',
      values: { count: 2 },
    });
    expect(see([place('A', 'ok', 3)], [], [30], [order({ waits: locked })])).toMatchObject({
      text: '!',
      title: 'order-waits',
      values: { location: 'North' },
    });
    expect(see([place('A', 'ok', 3)], [], [30], [order()])).toMatchObject({ title: 'ending' });
    const atRest = { items: 2, skipped: 0, waiting: 2, underWay: 0, done: 0, failed: 0, cancelled: 0 };
    expect(see([], [], [], [order({ state: 'paused', tally: atRest })])).toMatchObject({ text: '' });
  });

  it('says nothing when all is well, nothing is linked, or Apple has a fault that passes', () => {
    expect(see([])).toMatchObject({ text: '', title: 'ok' });
    expect(see([place('A'), place('B', 'offline'), place('C', 'throttled')])).toMatchObject({ text: '' });
  });

  it('names a dead token before all else', () => {
    const dead = place('Dead', 'revoked');
    expect(see([place('Ending', 'ok', 3), place('Stuck', 'token-missing'), dead], [waiting])).toEqual({
      text: '!',
      tone: 'danger',
      title: 'ended',
      values: { location: 'Dead' },
    });
  });

  it('takes a token as ended by its date, before Apple has said so', () => {
    expect(see([place('Old', 'ok', 0)])).toMatchObject({ title: 'ended' });
    expect(see([place('Old', 'ok', 0.01)])).toMatchObject({ title: 'ending' });
  });

  it('counts what waits, then says what is stuck, then what ends first', () => {
    const [stuck, ending] = [place('Stuck', 'missing-permission'), place('Ending', 'ok', 12)];
    expect(see([ending, stuck], [waiting, { ...waiting, id: 'c2' }])).toMatchObject({
      text: '2',
      values: { count: 2 },
    });
    expect(see([ending, stuck])).toMatchObject({ title: 'blocked', values: { location: 'Stuck' } });
    expect(see([place('Later', 'ok', 20), ending])).toMatchObject({
      text: '12',
      values: { location: 'Ending', count: 12 },
    });
  });

  it('warns from the first day that the admin set', () => {
    expect(see([place('A', 'ok', 30)]).title).toBe('ending');
    expect(see([place('A', 'ok', 31)]).title).toBe('ok');
    expect(see([place('A', 'ok', 31)], [], [60, 30]).title).toBe('ending');
    expect(see([place('A', 'ok', 1)], [], []).title).toBe('ok');
  });

  it('says that another management holds a location before it says what ends', () => {
    const held = {
      ...place('Held'),
      holderChange: { at: now },
      mdmInfo: { id: 'm2', name: '', metadata: '' },
    };
    expect(see([place('Ending', 'ok', 3), held])).toMatchObject({
      text: '!',
      title: 'holder',
      values: { location: 'Held' },
    });
  });
});
