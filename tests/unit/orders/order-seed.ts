import type { LocationSeed } from '../../simulator/seeds/seed-types.ts';
import { locationSeed } from '../simulator/harness.ts';
import { uId } from './order-world.ts';

/** A small location in which every verdict can be had. */
export function orderSeed(changes: Partial<LocationSeed> = {}): LocationSeed {
  return locationSeed({
    uId,
    assets: [
      { adamId: '100', total: 8 },
      { adamId: '200', total: 100 },
      { adamId: '300', total: 10, productType: 'Book', deviceAssignable: false, revocable: false },
      { adamId: '400', total: 'unlimited' },
      { adamId: '500', total: 20, deviceAssignable: false },
    ],
    users: Array.from({ length: 6 }, (_, n) => ({
      clientUserId: `user-${n + 1}`,
      email: `user-${n + 1}@school.example`,
      status: n < 4 ? ('Associated' as const) : ('Registered' as const),
    })),
    assignments: [
      { adamId: '200', serialNumber: 'D1' },
      { adamId: '200', serialNumber: 'D2' },
      { adamId: '400', serialNumber: 'D1' },
      { adamId: '100', clientUserId: 'user-1' },
      { adamId: '200', clientUserId: 'user-1' },
      { adamId: '300', clientUserId: 'user-2' },
      { adamId: '500', clientUserId: 'user-2' },
      { adamId: '200', clientUserId: 'user-3' },
      { adamId: '100', clientUserId: 'user-4' },
      { adamId: '100', clientUserId: 'user-5' },
    ],
    ...changes,
  });
}
