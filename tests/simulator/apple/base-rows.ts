import type { PackedSeed } from '../seeds/seed-types.ts';
import type { Holder } from './holders.ts';

/** The assignments of the seed: never changed, made from the packed form when somebody looks. */
export function createBaseRows(packed: PackedSeed) {
  const { assetOf, holderOf, deviceCount } = packed;
  const length = assetOf.length;
  const holders = length === 0 ? deviceCount : Math.max(deviceCount, (holderOf[length - 1] ?? 0) + 1);
  const starts = new Uint32Array(holders + 1);
  for (const holder of holderOf) starts[holder + 1] = (starts[holder + 1] ?? 0) + 1;
  for (let i = 0; i < holders; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);

  // Apple promises no order (reference 0.9), so the rows are dealt out by a stride that visits each row once.
  const stride = strideFor(length);
  const rowAt = new Uint32Array(length);
  const positionOf = new Uint32Array(length);
  for (let position = 0, row = 0; position < length; position++) {
    rowAt[position] = row;
    positionOf[row] = position;
    row = (row + stride) % length;
  }

  const serials: (string | undefined)[] = new Array(deviceCount);
  const serialAt = (device: number) => {
    const known = serials[device];
    if (known !== undefined) return known;
    const serial = packed.serialAt(device);
    serials[device] = serial;
    return serial;
  };
  let devices: Map<string, number> | undefined;
  const deviceOf = (serial: string) => {
    devices ??= new Map(Array.from({ length: deviceCount }, (_, i) => [serialAt(i), i]));
    return devices.get(serial);
  };

  const indexOf = (holder: Holder) =>
    holder.kind === 'device' ? deviceOf(holder.serial) : holder.record + deviceCount;

  return {
    length,
    rowAt: (position: number) => rowAt[position] ?? 0,
    positionOf: (row: number) => positionOf[row] ?? 0,
    assetOf: (row: number) => assetOf[row] ?? 0,
    holderOf(row: number): Holder {
      const holder = holderOf[row] ?? 0;
      if (holder < deviceCount) return { kind: 'device', serial: serialAt(holder) };
      return { kind: 'user', record: holder - deviceCount };
    },
    /** The user record that holds it, or undefined for a device. */
    getRecordOf(row: number): number | undefined {
      const holder = holderOf[row] ?? 0;
      return holder < deviceCount ? undefined : holder - deviceCount;
    },
    /** Row numbers of one holder, given and removed alike. */
    rowsOf(holder: Holder): number[] {
      const index = indexOf(holder);
      if (index === undefined || index >= holders) return [];
      const from = starts[index] ?? 0;
      return Array.from({ length: (starts[index + 1] ?? from) - from }, (_, i) => from + i);
    },
  };
}

export type BaseRows = ReturnType<typeof createBaseRows>;

function strideFor(length: number): number {
  if (length < 3) return 1;
  let stride = Math.floor(length * 0.618) | 1;
  while (gcd(stride, length) !== 1) stride += 1;
  return stride;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
