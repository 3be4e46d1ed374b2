import { type Call, members, type Route } from '../call.ts';
import { Refusal } from '../errors.ts';
import type { Task } from '../events.ts';
import type { Holder } from '../holders.ts';
import { grantLicence, revocableRowsOf, takeLicence } from '../licences.ts';
import { parseBody } from '../parameters.ts';
import { type AssetRequest, checkUsersKnown, readAssetRequest, readTargets } from '../write-checks.ts';

/** Reference 4.4: work is the cross product of assets and targets. */
export const associate: Route = (call) => {
  const request = readAssetRequest(call);
  const notForDevices = request.assets.filter((asset) => placed(call, asset)?.deviceAssignable === false);
  if (request.serialNumbers.length > 0 && notForDevices.length > 0) {
    throw new Refusal(9707, { assets: notForDevices });
  }
  checkUsersKnown(call, request.clientUserIds);
  const tasks = crossProduct(call, request, (place, holder) =>
    // An asset the location does not own has no licences (no number of its own is known).
    place === undefined ? 9709 : grantLicence(call.location, call.state.config, { asset: place, holder }),
  );
  return members({ eventId: call.state.events.add(call.location.key, 'ASSOCIATE', tasks) });
};

/** Reference 4.5. */
export const disassociate: Route = (call) => {
  const request = readAssetRequest(call);
  const bound = request.assets.filter((asset) => placed(call, asset)?.revocable === false);
  if (bound.length > 0) throw new Refusal(9706, { assets: bound });
  checkUsersKnown(call, request.clientUserIds);
  const tasks = crossProduct(call, request, (place, holder) => {
    if (place !== undefined) takeLicence(call.location, { asset: place, holder });
    return undefined;
  });
  return members({ eventId: call.state.events.add(call.location.key, 'DISASSOCIATE', tasks) });
};

/** Reference 4.6: everything revocable of the given users and devices; never a book. */
export const revoke: Route = (call) => {
  const { limits, revokeCounts } = call.state.config;
  const targets = readTargets(parseBody(call.body), {
    users: limits.maxRevokeClientUserIds,
    serials: limits.maxRevokeSerialNumbers,
  });
  checkUsersKnown(call, targets.clientUserIds);
  const tasks = targetsOf(call, targets).flatMap((target): Task[] => {
    const whole: Task = { ...target.task, run: () => takeAll(call, target.find()) };
    if (revokeCounts === 'holders') return [whole];
    const holder = target.find();
    if (holder === undefined) return [whole];
    return revocableRowsOf(call.location, holder).map((row) => ({
      ...target.task,
      asset: wireKey(call, row.asset),
      run: () => {
        takeLicence(call.location, row);
        return undefined;
      },
    }));
  });
  return members({ eventId: call.state.events.add(call.location.key, 'REVOKE', tasks) });
};

function takeAll(call: Call, holder: Holder | undefined): number | undefined {
  if (holder === undefined) return 9609;
  for (const row of revocableRowsOf(call.location, holder)) takeLicence(call.location, row);
  return undefined;
}

function wireKey(call: Call, place: number) {
  const { adamId, pricingParam } = call.location.assets.expectAsset(place);
  return { adamId, pricingParam };
}

function placed({ location }: Call, asset: { adamId: string; pricingParam: string }) {
  const place = location.assets.getPlace(asset.adamId, asset.pricingParam);
  return place === undefined ? undefined : location.assets.expectAsset(place);
}

interface Target {
  task: { clientUserId: string } | { serialNumber: string };
  /** Looked up when the task runs: a user may have been retired meanwhile. */
  find(): Holder | undefined;
}

function targetsOf(
  { location }: Call,
  targets: { clientUserIds: string[]; serialNumbers: string[] },
): Target[] {
  const users = targets.clientUserIds.map(
    (clientUserId): Target => ({
      task: { clientUserId },
      find: () => {
        const record = location.users.getActive(clientUserId);
        return record === undefined ? undefined : { kind: 'user', record };
      },
    }),
  );
  // Any serial text is accepted (reference 0.12).
  const devices = targets.serialNumbers.map(
    (serial): Target => ({
      task: { serialNumber: serial },
      find: () => ({ kind: 'device', serial }),
    }),
  );
  return [...users, ...devices];
}

function crossProduct(
  call: Call,
  request: AssetRequest,
  act: (place: number | undefined, holder: Holder) => number | undefined,
): Task[] {
  const targets = targetsOf(call, request);
  return request.assets.flatMap((asset) => {
    const place = call.location.assets.getPlace(asset.adamId, asset.pricingParam);
    return targets.map(
      (target): Task => ({
        ...target.task,
        asset,
        run: () => {
          const holder = target.find();
          return holder === undefined ? 9609 : act(place, holder);
        },
      }),
    );
  });
}
