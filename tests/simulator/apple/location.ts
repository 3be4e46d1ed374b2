import { packAssignments } from '../seeds/pack.ts';
import type { LocationSeed, MdmInfo } from '../seeds/seed-types.ts';
import { createAssetList } from './asset-list.ts';
import { createAssignmentStore } from './assignment-store.ts';
import { createBaseRows } from './base-rows.ts';
import { createUserStore, isActive } from './user-store.ts';

/** What `POST client/config` sets (reference 4.2). */
export interface ClientConfigState {
  mdmInfo?: MdmInfo;
  notificationUrl?: string;
  notificationAuthToken?: string;
  notificationTypes?: string[];
}

/** One location's library and its three data sets, each with a version of its own (reference 17, State). */
export function createLocation(seed: LocationSeed) {
  const base = createBaseRows(packAssignments(seed));
  const assets = createAssetList(seed.assets);
  const users = createUserStore(seed.users ?? []);
  const assignments = createAssignmentStore(base);
  for (let row = 0; row < base.length; row++) {
    const asset = assets.expectAsset(base.assetOf(row));
    const record = base.getRecordOf(row);
    if (record === undefined || isActive(users.expectRecord(record))) asset.assigned += 1;
    else asset.retired += 1;
  }
  const client: ClientConfigState = { ...(seed.mdmInfo && { mdmInfo: seed.mdmInfo }) };
  return {
    key: seed.key,
    uId: seed.uId,
    name: seed.name,
    country: seed.country,
    platform: seed.platform,
    websiteURL: seed.platform === 'volumestore' ? 'https://school.apple.com' : 'https://business.apple.com',
    orgName: seed.orgName,
    accountDomains: seed.accountDomains ?? [],
    assets,
    users,
    assignments,
    client,
  };
}

export type Location = ReturnType<typeof createLocation>;
