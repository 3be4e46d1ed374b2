/** Smaller requests out of one: Apple's limits shrank, or one bad item made it refuse the whole. Pure. */
import { chunk, chunkTargets } from './plan/pack-pairs.ts';
import type { BatchBody, PlanLimits } from './plan/plan.ts';

/** The body itself when it fits; else pieces that do. */
export function splitToLimits(body: BatchBody, limits: PlanLimits): BatchBody[] {
  if ('people' in body) {
    return chunk(body.people, limits.maxUsers).map((people) => ({ ...body, people }));
  }
  switch (body.call) {
    case 'users/retire':
      return chunk(body.clientUserIds, limits.maxUsers).map((clientUserIds) => ({ ...body, clientUserIds }));
    case 'revoke':
      return targets(body, limits.maxRevokeClientUserIds, limits.maxRevokeSerialNumbers);
    default:
      return chunk(body.assets, limits.maxAssets).flatMap((assets) =>
        targets({ ...body, assets }, limits.maxClientUserIds, limits.maxSerialNumbers),
      );
  }
}

/** Two halves, by assets or by holders; nothing when there is only one of them. */
export function halve(body: BatchBody, by: 'assets' | 'holders'): BatchBody[] {
  if (by === 'assets') {
    if (!('assets' in body) || body.assets.length < 2) return [];
    return chunk(body.assets, Math.ceil(body.assets.length / 2)).map((assets) => ({ ...body, assets }));
  }
  if ('people' in body) {
    const { people } = body;
    return people.length < 2
      ? []
      : chunk(people, Math.ceil(people.length / 2)).map((half) => ({ ...body, people: half }));
  }
  if (!('serialNumbers' in body)) {
    const ids = body.clientUserIds;
    return ids.length < 2
      ? []
      : chunk(ids, Math.ceil(ids.length / 2)).map((clientUserIds) => ({ ...body, clientUserIds }));
  }
  const { clientUserIds: users, serialNumbers: serials } = body;
  if (users.length > 0 && serials.length > 0) {
    return [
      { ...body, serialNumbers: [] },
      { ...body, clientUserIds: [] },
    ];
  }
  const size = Math.ceil(Math.max(users.length, serials.length) / 2);
  return users.length + serials.length < 2 ? [] : targets(body, size, size);
}

function targets<Body extends { clientUserIds: string[]; serialNumbers: string[] }>(
  body: Body,
  users: number,
  devices: number,
): Body[] {
  const pieces = chunkTargets(body.clientUserIds, body.serialNumbers, { users, devices });
  return pieces.map((piece) => ({ ...body, ...piece }));
}
