import * as fc from 'fast-check';
import type { AssignmentInput } from '../../../../lib/cache/holdings/gather.ts';
import { holderKey } from '../../../../lib/cache/holdings/holder-key.ts';
import type { AssetKey, Holder } from '../../../../lib/cache/rows.ts';

/** Few enough of everything that repeats, shared holders and crowded leaves happen. */
const assetKey: fc.Arbitrary<AssetKey> = fc.record({
  adamId: fc.integer({ min: 1, max: 6 }).map((n) => `36170000${n}`),
  pricingParam: fc.constantFrom('STDQ' as const, 'PLUS' as const),
});
const id = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map((n) => `C02${n}`),
  fc.constantFrom('anna', 'Ænna', 'İpek', '学生一', '😀', '\uffff', 'a', 'aa', 'd', 'u'),
);
export const holder: fc.Arbitrary<Holder> = fc.record({
  kind: fc.constantFrom('user' as const, 'device' as const),
  id,
});
export const assignment: fc.Arbitrary<AssignmentInput> = fc
  .tuple(holder, assetKey)
  .map(([holder, key]) =>
    holder.kind === 'device' ? { ...key, serialNumber: holder.id } : { ...key, clientUserId: holder.id },
  );
export const assignments = fc.array(assignment, { maxLength: 120 });

/** The naive cache: holder key to the assets it holds. */
export type Model = Map<string, Set<string>>;

export function modelOf(rows: readonly AssignmentInput[]): Model {
  const model: Model = new Map();
  for (const row of rows) addToModel(model, row);
  return model;
}
export function addToModel(model: Model, row: AssignmentInput): void {
  const key = keyOf(row);
  model.set(key, (model.get(key) ?? new Set()).add(assetText(row)));
}
export function removeFromModel(model: Model, row: AssignmentInput): void {
  const key = keyOf(row);
  model.get(key)?.delete(assetText(row));
  if (model.get(key)?.size === 0) model.delete(key);
}
export function keyOf(row: AssignmentInput): string {
  return row.serialNumber
    ? holderKey({ kind: 'device', id: row.serialNumber })
    : holderKey({ kind: 'user', id: row.clientUserId ?? '' });
}
export function assetText({ adamId, pricingParam }: AssetKey): string {
  return `${adamId} ${pricingParam}`;
}
/** A model in an order that compares. */
export function plain(model: Model): [string, string[]][] {
  return [...model]
    .map(([key, assets]): [string, string[]] => [key, [...assets].sort()])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
