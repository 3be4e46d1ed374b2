import { nameOfAsset } from './keys.ts';
import type { BatchBody, Plan } from './plan.ts';
import type { MoveWish, PersonWish } from './wish.ts';

/**
 * SHA-256, hex, over what a plan does: its location and kind, its batches in order, its moves, its counts and
 * what it gives away for ever. Equal digests, equal plan: the background makes the
 * plan again and compares before anything is sent (`order.confirm`). Time, warnings and knowledge are not in it.
 */
export async function digestOfPlan({ uId, kind, batches, moves, counts, forever }: Plan): Promise<string> {
  // Arrays, so that no order of properties plays a part.
  const told = [
    uId,
    kind,
    Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)),
    [forever.licences, forever.people],
    batches.map(tell),
    ...(moves ? [moves.map(tellMove)] : []),
  ];
  const bytes = new TextEncoder().encode(JSON.stringify(told));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function tell(body: BatchBody): unknown[] {
  switch (body.call) {
    case 'associate':
    case 'disassociate':
      return [body.call, body.assets.map(nameOfAsset), body.clientUserIds, body.serialNumbers];
    case 'revoke':
      return [body.call, body.clientUserIds, body.serialNumbers];
    case 'users/create':
    case 'users/update':
      return [body.call, body.people.map(tellPerson)];
    case 'users/retire':
      return [body.call, body.clientUserIds];
  }
}

const tellMove = ({ asset, clientUserId, serialNumber }: MoveWish) => [
  nameOfAsset(asset),
  clientUserId,
  serialNumber,
];

const tellPerson = ({ clientUserId, email, managedAppleId }: PersonWish) => [
  clientUserId,
  email ?? null,
  managedAppleId ?? null,
];
