import type { SimulatorClock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import { findInvitation } from '../hosts/invitation.ts';
import type { AssetSeed, MdmInfo, Pricing, TokenState } from '../seeds/seed-types.ts';
import { availableOf } from './asset-list.ts';
import type { AppleState, PageRead } from './call.ts';
import { dumpAssignments } from './dump.ts';
import type { Holder } from './holders.ts';
import { grantLicence, takeLicence } from './licences.ts';
import type { Location } from './location.ts';
import { acceptInvitation, createUser, retireUser, type UserRequest } from './people.ts';

export type HolderName = { serialNumber: string } | { clientUserId: string };

export interface IssueOptions {
  expiresInDays?: number;
  state?: TokenState;
  name?: string;
}

/** The admin's side of Apple and the strings that tests pull (reference 17, "Admin side"). No part of Apple's API. */
export function createAppleService(state: AppleState, faults: Faults, clock: SimulatorClock) {
  const { config, tokens, events } = state;

  const expectLocation = (key: string): Location => {
    const location = state.locations.get(key);
    if (!location) throw new Error(`No location ${key}`);
    return location;
  };
  const expectPlace = (location: Location, adamId: string, pricingParam: Pricing): number => {
    const place = location.assets.getPlace(adamId, pricingParam);
    if (place === undefined) throw new Error(`${location.key} does not own ${adamId} ${pricingParam}`);
    return place;
  };
  const expectHolder = (location: Location, name: HolderName): Holder => {
    if ('serialNumber' in name) return { kind: 'device', serial: name.serialNumber };
    const record = location.users.getActive(name.clientUserId);
    if (record === undefined) throw new Error(`No active user ${name.clientUserId}`);
    return { kind: 'user', record };
  };
  const changeStock = (location: Location, place: number, delta: number) => {
    const asset = location.assets.expectAsset(place);
    if (asset.total === 'unlimited') throw new Error(`${asset.adamId} is unlimited`);
    if (availableOf(asset, config) + delta < 0)
      throw new Error(`Not so many free licences of ${asset.adamId}`);
    asset.total += delta;
    location.assets.touch(place);
  };
  const fail = (errorNumber: number | undefined) => {
    if (errorNumber !== undefined) throw new Error(`refused with ${errorNumber}`);
  };

  return {
    config,
    clock,
    faults,
    tokens,
    events,
    hooks: state.hooks,
    expectLocation,
    locationKeys: () => [...state.locations.keys()],
    /** Called before each page of a data set is read, also between two pages. */
    onBeforePage(hook: ((read: PageRead) => void | Promise<void>) | undefined) {
      state.hooks.onBeforePage = hook;
    },
    /** Pushes the clock forward, in ms. */
    advance: (ms: number) => clock.advance(ms),

    /** Adds stock; an asset new to the location takes its other facts from `template`. */
    buy(
      key: string,
      adamId: string,
      pricingParam: Pricing,
      count: number,
      template: Partial<AssetSeed> = {},
    ) {
      const { assets } = expectLocation(key);
      const place =
        assets.getPlace(adamId, pricingParam) ?? assets.add({ ...template, adamId, pricingParam, total: 0 });
      changeStock(expectLocation(key), place, count);
    },
    refund(key: string, adamId: string, pricingParam: Pricing, count: number) {
      const location = expectLocation(key);
      changeStock(location, expectPlace(location, adamId, pricingParam), -count);
    },
    /** Only unassigned licences move (semantics 2.8). */
    transfer(fromKey: string, toKey: string, adamId: string, pricingParam: Pricing, count: number) {
      const from = expectLocation(fromKey);
      const to = expectLocation(toKey);
      const place = expectPlace(from, adamId, pricingParam);
      changeStock(from, place, -count);
      const target =
        to.assets.getPlace(adamId, pricingParam) ??
        to.assets.add({ ...from.assets.expectAsset(place), total: 0 });
      changeStock(to, target, count);
    },

    /** Writes an assignment as if another MDM had; throws when there is no licence. */
    assign(key: string, adamId: string, pricingParam: Pricing, name: HolderName) {
      const location = expectLocation(key);
      const asset = expectPlace(location, adamId, pricingParam);
      fail(grantLicence(location, config, { asset, holder: expectHolder(location, name) }));
    },
    unassign(key: string, adamId: string, pricingParam: Pricing, name: HolderName) {
      const location = expectLocation(key);
      const asset = expectPlace(location, adamId, pricingParam);
      takeLicence(location, { asset, holder: expectHolder(location, name) });
    },
    createUser: (key: string, request: UserRequest) => fail(createUser(expectLocation(key), config, request)),
    retireUser: (key: string, clientUserId: string) => fail(retireUser(expectLocation(key), clientUserId)),
    acceptInvitation(inviteCode: string, appleAccount: string) {
      const invited = findInvitation(state, inviteCode);
      if (!invited) throw new Error('No such invitation');
      fail(acceptInvitation(invited.location, config, invited.record, appleAccount));
    },

    /** @returns the text of a new token */
    issueToken(key: string, options: IssueOptions = {}): string {
      const { orgName } = expectLocation(key);
      return tokens.issue({ locationKey: key, orgName, ...options }).text;
    },
    setTokenState: (text: string, tokenState: TokenState) => tokens.setState(text, tokenState),
    expireTokenAt: (text: string, time: number) => tokens.expireAt(text, time),
    /** A second MDM takes the location over, or nobody claims it (reference 9). */
    setMdmInfo(key: string, mdmInfo: MdmInfo | undefined) {
      const { client } = expectLocation(key);
      if (mdmInfo) client.mdmInfo = mdmInfo;
      else delete client.mdmInfo;
    },

    /** Does all work that is due by the clock. */
    settle: () => events.settle(),
    /** Does all waiting work at once. */
    finishEvents: () => events.finishAll(),
    failTasks: (errorNumber: number, count: number) => events.failTasks(errorNumber, count),
    /** Holds one event in PENDING, or lets it go. */
    stickEvent(eventId: string, stuck: boolean) {
      const event = events.getEvent(eventId);
      if (!event) throw new Error(`No event ${eventId}`);
      event.stuck = stuck;
    },
    /** All version ids given out so far are too old. */
    forgetVersions(key: string) {
      const { assets, assignments, users } = expectLocation(key);
      for (const { log } of [assets, assignments, users]) log.forget();
    },

    /** Sorted lines, see `assignmentLine`. */
    dumpAssignments: (key: string) => dumpAssignments(expectLocation(key)),
    dumpUsers: (key: string) => expectLocation(key).users.list(),
    dumpAssets: (key: string) =>
      expectLocation(key)
        .assets.list()
        .map((asset) => ({ ...asset, available: availableOf(asset, config) })),
  };
}

export type AppleService = ReturnType<typeof createAppleService>;
