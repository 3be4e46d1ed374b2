import { createHash, randomBytes } from 'node:crypto';
import type { UserSeed, UserStatus } from '../seeds/seed-types.ts';
import { createVersionLog } from './version-log.ts';

/** One record; a clientUserId may have many Retired ones and at most one active (reference 4.8, 11.1). */
export interface UserRecord {
  clientUserId: string;
  email?: string;
  status: UserStatus;
  inviteCode?: string;
  idHash?: string;
  /** The Apple Account; stays after retiring, to know the same one again. Never on the wire. */
  appleAccount?: string;
}

/** 32 hex digits (reference 11.1). */
export const newInviteCode = () => randomBytes(16).toString('hex');

/** Base64 of 20 bytes (reference 17, "Clock and ids"). */
export const idHashOf = (appleAccount: string) => createHash('sha1').update(appleAccount).digest('base64');

export const isActive = (user: UserRecord) => user.status === 'Registered' || user.status === 'Associated';

/** The user records of one location. A record's number never changes. */
export function createUserStore(seeds: readonly UserSeed[]) {
  const records: UserRecord[] = seeds.map(fromSeed);
  const byId = new Map<string, number[]>();
  const log = createVersionLog<number>();
  records.forEach((user, record) => {
    index(user.clientUserId, record);
  });

  function index(clientUserId: string, record: number) {
    const list = byId.get(clientUserId);
    if (list) list.push(record);
    else byId.set(clientUserId, [record]);
  }
  const expectRecord = (record: number): UserRecord => {
    const user = records[record];
    if (!user) throw new Error(`No user record ${record}`);
    return user;
  };

  return {
    log,
    expectRecord,
    get count() {
      return records.length;
    },
    list: (): readonly UserRecord[] => records,
    recordsOf: (clientUserId: string): readonly number[] => byId.get(clientUserId) ?? [],
    getActive: (clientUserId: string): number | undefined =>
      byId.get(clientUserId)?.find((record) => isActive(expectRecord(record))),
    getByInviteCode: (code: string): number | undefined => {
      const record = records.findIndex((user) => user.inviteCode === code);
      return record < 0 ? undefined : record;
    },
    /** The active record that this Apple Account is tied to. */
    getByAccount: (account: string): number | undefined => {
      const record = records.findIndex(
        (user) => user.status === 'Associated' && user.appleAccount === account,
      );
      return record < 0 ? undefined : record;
    },
    add(user: UserRecord): number {
      const record = records.push(user) - 1;
      index(user.clientUserId, record);
      log.touch(String(record), record);
      return record;
    },
    /** Replaces a record as a whole; what is left out is gone. */
    replace(record: number, user: UserRecord) {
      records[record] = user;
      log.touch(String(record), record);
    },
  };
}

function fromSeed(seed: UserSeed): UserRecord {
  const account =
    seed.appleAccount ?? (seed.status === 'Associated' ? `${seed.clientUserId}@account` : undefined);
  return {
    clientUserId: seed.clientUserId,
    status: seed.status,
    ...(seed.email !== undefined && { email: seed.email }),
    // The same seed makes the same code each time, so that a restarted simulator knows an old invitation.
    ...(seed.status === 'Registered' && {
      inviteCode: createHash('md5').update(seed.clientUserId).digest('hex'),
    }),
    ...(account !== undefined && { appleAccount: account, idHash: idHashOf(account) }),
  };
}
