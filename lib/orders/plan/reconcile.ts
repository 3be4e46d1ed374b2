/**
 * Holds licences against a list from anywhere: an MDM's devices, a school's people (semantics 3.1). The caller streams
 * the holdings, some at a time, so that a page stays alive; nothing here waits.
 */
import type { AssetKey, Holder } from '../../cache/rows.ts';
import { createNumbers } from './judge-pairs.ts';
import { getOrMake, nameOfAsset } from './keys.ts';
import { addPair, noLimits, type Pairs, packPairs } from './pack-pairs.ts';
import type { Block, Wish } from './wish.ts';

export interface ReconcileList {
  /** Absent: the list is not about devices. */
  serialNumbers?: Iterable<string>;
  /** Absent: the list is not about people. Addresses are to be looked up first. */
  clientUserIds?: Iterable<string>;
  /** Rows that name a person and a device of theirs. */
  pairs?: Iterable<{ clientUserId: string; serialNumber: string }>;
}

/** The licences that are one too many, and the wish that takes them back. */
interface Surplus {
  uId: string;
  licences: number;
  holders: number;
  wish: Wish & { kind: 'take-back'; blocks: Block[] };
}

export type Finding =
  | ({ kind: 'devices-not-in-list' | 'people-not-in-list' } & Surplus)
  /** The person's own licence of what their device holds too. */
  | ({ kind: 'user-and-device' } & Surplus)
  /** The holder has the same from a location that was read before this one. */
  | ({ kind: 'two-locations' } & Surplus)
  /** Which row is right only the list's owner knows. */
  | { kind: 'listed-twice'; holders: { holder: Holder; times: number }[] };

export type Holding = readonly [holderKey: string, assets: readonly AssetKey[]];

/** One comparison. Serial numbers are the same in small and capital letters, as MDMs write them either way. */
export function createReconciliation(list: ReconcileList) {
  const devices = list.serialNumbers && countEach(list.serialNumbers, keyOfSerial);
  const people = list.clientUserIds && countEach(list.clientUserIds, keyOfUser);
  const devicesOf = new Map<string, Set<string>>();
  for (const { clientUserId, serialNumber } of list.pairs ?? []) {
    getOrMake(devicesOf, keyOfUser(clientUserId), () => new Set()).add(keyOfSerial(serialNumber));
  }
  const ownDevices = new Set([...devicesOf.values()].flatMap((keys) => [...keys]));
  const surplus = createSurplus();
  const read = new Map<string, { uId: string; assets: readonly AssetKey[] }[]>();
  /** By location, of those who stand in the list's pairs. */
  const paired = new Map<string, Map<string, readonly AssetKey[]>>();

  function readOne(uId: string, [holderKey, assets]: Holding): void {
    const isDevice = holderKey.startsWith('d');
    const id = holderKey.slice(1);
    const key = isDevice ? keyOfSerial(id) : holderKey;
    const holder: Holder = { kind: isDevice ? 'device' : 'user', id };
    if (isDevice && devices && !devices.has(key)) surplus.add('devices-not-in-list', uId, holder, assets);
    if (!isDevice && people && !people.has(key)) surplus.add('people-not-in-list', uId, holder, assets);
    const elsewhere = read.get(key)?.filter((other) => other.uId !== uId) ?? [];
    if (elsewhere.length > 0) {
      const held = new Set(elsewhere.flatMap((other) => other.assets.map(nameOfAsset)));
      const twice = assets.filter((asset) => held.has(nameOfAsset(asset)));
      surplus.add('two-locations', uId, holder, twice);
    }
    getOrMake(read, key, () => []).push({ uId, assets });
    if (devicesOf.has(key) || ownDevices.has(key)) {
      getOrMake(paired, uId, () => new Map()).set(key, assets);
    }
  }

  function findPairs(): void {
    for (const [uId, held] of paired) {
      for (const [key, keys] of devicesOf) {
        const assets = held.get(key);
        if (!assets) continue;
        const onDevices = new Set([...keys].flatMap((device) => (held.get(device) ?? []).map(nameOfAsset)));
        const both = assets.filter((asset) => onDevices.has(nameOfAsset(asset)));
        surplus.add('user-and-device', uId, { kind: 'user', id: key.slice(1) }, both);
      }
    }
  }

  return {
    /** The next holders of a location, each once a location; the locations in the order in which they are preferred. */
    read(uId: string, holdings: Iterable<Holding>): void {
      for (const holding of holdings) readOne(uId, holding);
    },
    /** Once all was read; to be called once. */
    finish(): Finding[] {
      findPairs();
      const twice = [...listedTwice(devices, 'device'), ...listedTwice(people, 'user')];
      return [
        ...surplus.findings(),
        ...(twice.length > 0 ? [{ kind: 'listed-twice' as const, holders: twice }] : []),
      ];
    },
  };
}

type SurplusKind = Exclude<Finding['kind'], 'listed-twice'>;

function createSurplus() {
  const found = new Map<string, { kind: SurplusKind; uId: string; pairs: Pairs; licences: number }>();
  const numbers = createNumbers({ assets: new Map(), users: new Map(), held: new Map() });
  return {
    add(kind: SurplusKind, uId: string, holder: Holder, assets: readonly AssetKey[]): void {
      if (assets.length === 0) return;
      const own = getOrMake(found, `${kind} ${uId}`, () => ({ kind, uId, pairs: new Map(), licences: 0 }));
      const { number } = numbers.holder(holder);
      for (const asset of assets) addPair(own.pairs, numbers.asset(asset).number, number);
      own.licences += assets.length;
    },
    findings: (): Finding[] =>
      [...found.values()].map(({ kind, uId, pairs, licences }) => ({
        kind,
        uId,
        licences,
        holders: pairs.size,
        wish: { kind: 'take-back', blocks: packPairs(pairs, numbers.roll, noLimits) },
      })),
  };
}

const keyOfSerial = (serial: string) => `d${serial.trim().toUpperCase()}`;
const keyOfUser = (id: string) => `u${id}`;

function countEach(
  ids: Iterable<string>,
  keyOf: (id: string) => string,
): Map<string, { id: string; times: number }> {
  const counts = new Map<string, { id: string; times: number }>();
  for (const id of ids) getOrMake(counts, keyOf(id), () => ({ id, times: 0 })).times++;
  return counts;
}

function listedTwice(
  counts: ReadonlyMap<string, { id: string; times: number }> | undefined,
  kind: Holder['kind'],
): { holder: Holder; times: number }[] {
  return [...(counts?.values() ?? [])]
    .filter(({ times }) => times > 1)
    .map(({ id, times }) => ({ holder: { kind, id }, times }));
}
