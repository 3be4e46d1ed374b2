import type { AppleWrites, AssetsRequest, UserRequest } from './contract.ts';
import type { WriteEndpoint } from './endpoints.ts';

/** Sends one write and gives Apple's event. */
export type Send = (
  endpoint: WriteEndpoint,
  body: object,
  signal: AbortSignal | undefined,
) => Promise<{ eventId: string }>;

/** The writes of reference 4.4 to 4.11 as bodies. An empty list is left out: it might count as given. */
export function createWrites(send: Send): AppleWrites {
  return {
    associate: (request, signal) => send('assets/associate', assetsBody(request), signal),
    disassociate: (request, signal) => send('assets/disassociate', assetsBody(request), signal),
    revoke: (request, signal) => send('assets/revoke', targetsBody(request), signal),
    createUsers: (users, signal) => send('users/create', { users: users.map(userBody) }, signal),
    updateUsers: (users, signal) => send('users/update', { users: users.map(userBody) }, signal),
    retireUsers: (clientUserIds, signal) =>
      send('users/retire', { users: clientUserIds.map((clientUserId) => ({ clientUserId })) }, signal),
  };
}

/** With the price plan always: for books the right one matters (reference 4.4). */
function assetsBody({ assets, ...targets }: AssetsRequest): object {
  return {
    assets: assets.map(({ adamId, pricingParam }) => ({ adamId, pricingParam })),
    ...targetsBody(targets),
  };
}

function targetsBody({ clientUserIds, serialNumbers }: Omit<AssetsRequest, 'assets'>): object {
  return {
    ...(clientUserIds.length > 0 && { clientUserIds }),
    ...(serialNumbers.length > 0 && { serialNumbers }),
  };
}

function userBody({ clientUserId, email, managedAppleId }: UserRequest): UserRequest {
  return {
    clientUserId,
    ...(email !== undefined && { email }),
    ...(managedAppleId !== undefined && { managedAppleId }),
  };
}
