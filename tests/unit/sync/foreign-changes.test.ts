import { describe, expect, it } from 'vitest';
import { readAllActivity } from '../../../lib/cache/activity-queries.ts';
import type { Database } from '../../../lib/cache/database.ts';
import type { BatchRow } from '../../../lib/cache/order-rows.ts';
import { changeHoldings } from '../../../lib/cache/write-holdings.ts';
import type { BatchBody } from '../../../lib/orders/plan/plan.ts';
import { AppError } from '../../../lib/platform/errors.ts';
import { foreignOf } from './background.ts';
import { type FakeApple, onDevice, onUser } from './fake-apple.ts';
import { openSchool } from './open-school.ts';

/** A school that was read once, so that what differs from now on is news. */
async function openReadSchool(pageSize?: number) {
  const school = await openSchool({}, pageSize);
  await school.sync();
  school.browser.clock.pass(2 * 3_600_000);
  return school;
}

const asset = (adamId: string) => ({ adamId, pricingParam: 'STDQ' as const });
const pairs = (call: 'associate' | 'disassociate', adamId: string, serialNumbers: string[]): BatchBody => ({
  call,
  assets: [asset(adamId)],
  clientUserIds: [],
  serialNumbers,
});

async function journal(db: Database, body: BatchBody, row: Partial<BatchRow>): Promise<void> {
  const batch = await db.batches.count();
  await db.batches.put({
    ...{ orderId: 'o', batch, uId: '1', phase: 1, items: 1, sends: 1, failures: [], state: 'sent' },
    body,
    ...row,
  });
}

function retire(apple: FakeApple, clientUserId: string): void {
  const user = apple.users.find((one) => one.clientUserId === clientUserId);
  if (user) apple.putUser(user, { status: 'Retired' });
  apple.unassign(onUser('101', clientUserId));
}

describe('what came from elsewhere', () => {
  it('is nothing after the first sync, however often it had to begin again', async () => {
    const { apple, db, sync } = await openSchool();
    let left = 2;
    apple.onCall = async (call) => {
      if (call.startsWith('assignments pageIndex=1') && left-- > 0)
        apple.assign(onDevice('104', `NEW${left}`));
    };
    await sync();
    expect(await db.activity.count()).toBe(0);
    expect(await db.staging.count()).toBe(0);
  });

  it('is nothing when nothing changed', async () => {
    const { db, sync } = await openReadSchool();
    await sync();
    await sync(true);
    expect(await db.activity.count()).toBe(0);
  });

  it.each([
    { full: false, removalsInDelta: false },
    { full: false, removalsInDelta: true },
    { full: true, removalsInDelta: false },
  ])('is found exactly: grants and take-backs between two syncs (%j)', async ({ full, removalsInDelta }) => {
    const { apple, db, sync } = await openReadSchool();
    apple.removalsInDelta = removalsInDelta;
    apple.assign(onDevice('104', 'SERIAL2'));
    apple.assign(onUser('101', 'user-3'));
    apple.assign(onDevice('101', 'NEWCOMER'));
    apple.unassign(onDevice('101', 'SERIAL1'));
    apple.unassign(onDevice('102', 'SERIAL1'));
    await sync(full);
    expect(await foreignOf(db)).toEqual([
      '+ dNEWCOMER 101/STDQ',
      '+ dSERIAL2 104/STDQ',
      '+ uuser-3 101/STDQ',
      '- dSERIAL1 101/STDQ',
      '- dSERIAL1 102/STDQ',
    ]);
    expect((await readAllActivity(db))[0]).toMatchObject({ uId: '1', event: { mdmName: 'An MDM' } });
    await sync();
    await sync(true);
    expect(await db.activity.count()).toBe(1);
    expect(await db.staging.count()).toBe(0);
  });

  it('is the licences that a person lost who was retired', async () => {
    const { apple, db, sync } = await openSchool();
    apple.assign(onUser('101', 'user-1'));
    await sync();
    retire(apple, 'user-1');
    await sync(true);
    expect(await foreignOf(db)).toEqual(['- uuser-1 101/STDQ']);
  });

  it('is not what a walk missed because it was overtaken', async () => {
    const { apple, db, sync } = await openReadSchool();
    let once = true;
    apple.onCall = async (call) => {
      // Everything after the first page moves up by one, so that a row is never shown.
      if (!once || !/^assignments pageIndex=1$/.test(call)) return;
      once = false;
      apple.unassign(onDevice('101', 'SERIAL1'));
    };
    apple.assign(onDevice('104', 'SERIAL4'));
    for (let n = 0; n < 4; n++) apple.assign(onDevice('104', `NEW${n}`));
    await sync(true);
    expect(await foreignOf(db)).toEqual([
      ...['NEW0', 'NEW1', 'NEW2', 'NEW3', 'SERIAL4'].map((serial) => `+ d${serial} 104/STDQ`),
      '- dSERIAL1 101/STDQ',
    ]);
  });

  it('waits for a run that ends, also when another took its place', async () => {
    const { apple, db, sync } = await openReadSchool();
    apple.unassign(onDevice('101', 'SERIAL1'));
    let moved = false;
    apple.onCall = async (call) => {
      if (/^assignments pageIndex=1$/.test(call) && !moved) {
        moved = true;
        apple.assign(onDevice('104', 'DURING'));
      } else if (/^assignments pageIndex=0$/.test(call) && moved) throw new AppError('offline');
    };
    expect(await sync(true)).toMatchObject({ state: 'waiting' });
    expect(await db.activity.count()).toBe(0);
    apple.onCall = async () => {};
    await sync(true);
    expect(await foreignOf(db)).toEqual(['+ dDURING 104/STDQ', '- dSERIAL1 101/STDQ']);
  });
});

describe('our own orders', () => {
  it.each([false, true])('are not from elsewhere while they are under way (full: %s)', async (full) => {
    const { apple, db, sync, browser } = await openReadSchool();
    const sentAt = browser.clock.now();
    await journal(db, pairs('associate', '104', ['SERIAL1', 'SERIAL2']), { sentAt });
    await journal(db, pairs('disassociate', '102', ['SERIAL3']), { sentAt, state: 'checking' });
    await journal(db, { call: 'revoke', clientUserIds: [], serialNumbers: ['SERIAL4'] }, { sentAt });
    await journal(db, { call: 'users/retire', clientUserIds: ['user-1'] }, { sentAt, state: 'sending' });
    for (const row of [onDevice('104', 'SERIAL1'), onDevice('104', 'SERIAL2')]) apple.assign(row);
    for (const row of [onDevice('102', 'SERIAL3'), onDevice('101', 'SERIAL4'), onDevice('102', 'SERIAL4')]) {
      apple.unassign(row);
    }
    apple.unassign(onUser('103', 'user-1'));
    await sync(full);
    expect(await db.activity.count()).toBe(0);
    expect(await db.staging.count()).toBe(0);
  });

  it('explain their own items and no others', async () => {
    const { apple, db, sync, browser } = await openReadSchool();
    await journal(db, pairs('associate', '104', ['SERIAL1']), { sentAt: browser.clock.now() });
    apple.assign(onDevice('104', 'SERIAL1'));
    apple.assign(onDevice('104', 'SERIAL2'));
    await sync();
    expect(await foreignOf(db)).toEqual(['+ dSERIAL2 104/STDQ']);
  });

  it('explain nothing in another location', async () => {
    const { apple, db, sync, browser } = await openReadSchool();
    await journal(db, pairs('associate', '104', ['SERIAL1']), { sentAt: browser.clock.now(), uId: '2' });
    apple.assign(onDevice('104', 'SERIAL1'));
    await sync();
    expect(await foreignOf(db)).toEqual(['+ dSERIAL1 104/STDQ']);
  });

  it('explain what was done and does not stand in the cache yet', async () => {
    const { apple, db, sync, browser } = await openReadSchool();
    const sentAt = browser.clock.now();
    await journal(db, pairs('associate', '104', ['SERIAL1']), { sentAt, state: 'done', finishedAt: sentAt });
    apple.assign(onDevice('104', 'SERIAL1'));
    browser.clock.pass(30 * 3_600_000);
    await sync();
    expect(await db.activity.count()).toBe(0);
  });

  it('explain nothing that is undone later: who takes a licence back is named', async () => {
    const { apple, db, sync, browser } = await openReadSchool();
    const sentAt = browser.clock.now();
    await journal(db, pairs('associate', '104', ['SERIAL1']), { sentAt, state: 'done', finishedAt: sentAt });
    await changeHoldings(db, '1', { add: [onDevice('104', 'SERIAL1')], remove: [] }, {});
    browser.clock.pass(60_000);
    apple.assign(onDevice('104', 'SERIAL1'));
    apple.unassign(onDevice('104', 'SERIAL1'));
    await sync(true);
    expect(await foreignOf(db)).toEqual(['- dSERIAL1 104/STDQ']);
  });

  it('that end while Apple is read do not show as taken back', async () => {
    const { db, sync, browser } = await openReadSchool();
    await journal(db, pairs('associate', '104', ['SERIAL1']), { sentAt: browser.clock.now() });
    await changeHoldings(db, '1', { add: [onDevice('104', 'SERIAL1')], remove: [] }, {});
    await sync(true);
    expect(await db.activity.count()).toBe(0);
  });
});
