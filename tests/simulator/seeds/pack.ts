import type { LocationSeed, PackedSeed } from './seed-types.ts';

export const assetKey = (adamId: string, pricingParam: string) => `${adamId}:${pricingParam}`;

/** Brings a seed's list of assignments into the packed form; throws when it names an unknown asset or user. */
export function packAssignments(seed: LocationSeed): PackedSeed {
  if (seed.packed) return seed.packed;
  const rows = seed.assignments ?? [];
  const assets = new Map(seed.assets.map((a, i) => [assetKey(a.adamId, a.pricingParam ?? 'STDQ'), i]));
  const users = new Map((seed.users ?? []).map((user, i) => [user.clientUserId, i]));
  const serials = [...new Set(rows.flatMap((row) => row.serialNumber ?? []))];
  const devices = new Map(serials.map((serial, i) => [serial, i]));
  const userHolder = (clientUserId = '') => {
    const user = users.get(clientUserId);
    return user === undefined ? undefined : user + serials.length;
  };

  const pairs = rows.map((row) => {
    const asset = assets.get(assetKey(row.adamId, row.pricingParam ?? 'STDQ'));
    const holder =
      row.serialNumber === undefined ? userHolder(row.clientUserId) : devices.get(row.serialNumber);
    if (asset === undefined || holder === undefined) {
      throw new Error(`Seed ${seed.key}: unknown asset or holder in ${JSON.stringify(row)}`);
    }
    return { asset, holder };
  });
  pairs.sort((a, b) => a.holder - b.holder);
  return {
    deviceCount: serials.length,
    serialAt: (device) => serials[device] ?? '',
    assetOf: Uint16Array.from(pairs, (pair) => pair.asset),
    holderOf: Uint32Array.from(pairs, (pair) => pair.holder),
  };
}
