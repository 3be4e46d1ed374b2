import type { SimulatorConfig } from './config.ts';
import { moveLicences, regainAfterRetire, releaseForRetire } from './licences.ts';
import type { Location } from './location.ts';
import { idHashOf, newInviteCode, type UserRecord } from './user-store.ts';

/** The rules about user records (reference 4.9 to 4.11 and 11.1). Each act returns an error number or undefined. */

export interface UserRequest {
  clientUserId: string;
  email?: string;
  managedAppleId?: string;
}

export function createUser(
  location: Location,
  config: SimulatorConfig,
  request: UserRequest,
): number | undefined {
  const { users } = location;
  if (users.getActive(request.clientUserId) !== undefined) return 9716;
  const refused = refuseAccount(location, request.managedAppleId);
  if (refused !== undefined) return refused;

  const fresh: UserRecord = {
    clientUserId: request.clientUserId,
    status: 'Registered',
    inviteCode: newInviteCode(),
    ...(request.email !== undefined && { email: request.email }),
  };
  // Never associated before: the old record turns Registered; else a new record is made (reference 11.1).
  const unused = users
    .recordsOf(request.clientUserId)
    .find(
      (record) => users.expectRecord(record).status === 'Retired' && !users.expectRecord(record).appleAccount,
    );
  const record = unused ?? users.add(fresh);
  if (unused !== undefined) {
    users.replace(unused, fresh);
    regainAfterRetire(location, unused);
  }
  if (request.managedAppleId !== undefined) tieAccount(location, config, record, request.managedAppleId);
  return undefined;
}

export function updateUser(
  location: Location,
  config: SimulatorConfig,
  request: UserRequest,
): number | undefined {
  const { users } = location;
  const record = users.getActive(request.clientUserId);
  if (record === undefined) return 9609;
  const before = users.expectRecord(record);
  const isOther = request.managedAppleId !== undefined && request.managedAppleId !== before.appleAccount;
  const refused = isOther ? refuseAccount(location, request.managedAppleId) : undefined;
  if (refused !== undefined) return refused;
  users.replace(record, { ...before, ...(request.email !== undefined && { email: request.email }) });
  if (isOther && request.managedAppleId !== undefined) {
    tieAccount(location, config, record, request.managedAppleId);
  }
  return undefined;
}

export function retireUser(location: Location, clientUserId: string): number | undefined {
  const record = location.users.getActive(clientUserId);
  if (record === undefined) return 9609;
  releaseForRetire(location, record);
  const { inviteCode: _gone, ...rest } = location.users.expectRecord(record);
  location.users.replace(record, { ...rest, status: 'Retired' });
  return undefined;
}

/** Somebody opens an invitation and signs in. Which account it is, is told to nobody (reference 11.2). */
export function acceptInvitation(
  location: Location,
  config: SimulatorConfig,
  record: number,
  appleAccount: string,
): number | undefined {
  if (location.users.getByAccount(appleAccount) !== undefined) return 9641;
  tieAccount(location, config, record, appleAccount);
  return undefined;
}

function refuseAccount(location: Location, managedAppleId: string | undefined): number | undefined {
  if (managedAppleId === undefined) return undefined;
  const domain = managedAppleId.split('@').at(-1) ?? '';
  if (!location.accountDomains.includes(domain)) return 9635;
  return location.users.getByAccount(managedAppleId) === undefined ? undefined : 9641;
}

function tieAccount(location: Location, config: SimulatorConfig, record: number, appleAccount: string) {
  const { users } = location;
  const { inviteCode: _used, ...user } = users.expectRecord(record);
  const tied: UserRecord = { ...user, status: 'Associated', appleAccount, idHash: idHashOf(appleAccount) };
  const old = users
    .recordsOf(user.clientUserId)
    .find((other) => other !== record && isFormer(users.expectRecord(other), appleAccount));
  if (old === undefined) {
    users.replace(record, tied);
    return;
  }
  const former = users.expectRecord(old);
  regainAfterRetire(location, old);
  if (config.sameAccountReturns === 'old-deleted') {
    users.replace(record, tied);
    moveLicences(location, old, record);
    users.replace(old, { ...former, status: 'Deleted' });
    return;
  }
  moveLicences(location, record, old);
  users.replace(old, {
    ...former,
    ...(user.email !== undefined && { email: user.email }),
    status: 'Associated',
  });
  // The new record was never tied, so it must not be taken for one that was.
  users.replace(record, { ...user, status: 'Retired' });
}

function isFormer(user: UserRecord, appleAccount: string): boolean {
  return user.status === 'Retired' && user.appleAccount === appleAccount;
}
