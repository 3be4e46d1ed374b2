import type { CardHandover } from '../../bus/mdm-contract.ts';
import type { Database } from '../../cache/database.ts';
import type { DeliveryRow, MdmRow } from '../../cache/mdm-rows.ts';
import type { LocationRow } from '../../cache/rows.ts';
import type { ErrorCode } from '../../platform/errors.ts';
import { isAcceptedAlone } from './match.ts';
import { hasPage, isPlaced } from './mdms.ts';

/** What a second click may mend; the rest needs an answer, which a page must not give. */
const mayTryAgain: ReadonlySet<ErrorCode> = new Set([
  'mdm-unreachable',
  'mdm-timed-out',
  'mdm-throttled',
  'mdm-server',
  'mdm-not-confirmed',
  'mdm-not-saved',
  'sign-in-cancelled',
]);

/** What the capture card says of the way of a location's present token to its MDM, and which one that is. */
export async function readCardHandover(
  cache: Database,
  location: LocationRow,
): Promise<{ shown: CardHandover; mdm?: MdmRow }> {
  const { uId, fingerprint } = location;
  const rows = await cache.deliveries.where('uId').equals(uId).sortBy('startedAt');
  const delivery = rows.findLast((row) => row.fingerprint === fingerprint);
  const receiver = delivery && (await cache.mdms.get(delivery.mdmId));
  if (receiver && delivery.failure?.code !== 'cancelled') {
    const vault = await cache.status.get('vault');
    const isLocked = vault?.key === 'vault' && vault.value.locked;
    return { shown: handoverOf(delivery, receiver, isLocked), mdm: receiver };
  }
  const mdm = await getRemembered(cache, uId);
  if (!mdm) return { shown: { state: 'offered', act: 'popup' } };
  return { shown: offered(mdm), mdm };
}

/** Where one click can send a token on that is only being linked: the MDM by API that is remembered for its location. */
export async function readOnward(cache: Database, uId: string): Promise<CardHandover | undefined> {
  const mdm = await getRemembered(cache, uId);
  return mdm && !isPlaced(mdm) ? offered(mdm) : undefined;
}

const offered = (row: MdmRow): CardHandover => ({ state: 'offered', act: actOf(row), ...named(row) });
const named = ({ id, name }: MdmRow) => ({ mdm: name, mdmId: id });

async function getRemembered(cache: Database, uId: string): Promise<MdmRow | undefined> {
  const target = await cache.mdmTargets.get(uId);
  return target && (await cache.mdms.get(target.mdmId));
}

/** Where no page can be opened, the click could do nothing: the popup tells the way. */
const actOf = (mdm: MdmRow) => (!isPlaced(mdm) ? 'send' : hasPage(mdm) ? 'place' : 'popup');

function handoverOf(delivery: DeliveryRow, row: MdmRow, isLocked: boolean): CardHandover {
  const { state, expiredBefore, failure, unconfirmed } = delivery;
  const mdm = row.name;
  switch (state) {
    case 'asking':
      return { state, act: 'popup', mdm };
    case 'placed':
    case 'handed':
      return hasPage(row) ? { state: 'placed', act: 'place', ...named(row) } : { state: 'by-hand', mdm };
    case 'done':
      return {
        ...{ state, mdm },
        ...(expiredBefore !== undefined && { expiredBefore }),
        ...(isAcceptedAlone(delivery) && { isAcceptedAlone: true }),
      };
    case 'failed': {
      const failureCode = failure?.code ?? 'bug';
      const act = mayTryAgain.has(failureCode) ? actOf(row) : 'popup';
      return { state, act, ...named(row), failureCode, ...(unconfirmed && { unconfirmed }) };
    }
    default:
      return isLocked ? { state: 'locked', act: 'popup', mdm } : { state: 'under-way', mdm };
  }
}
