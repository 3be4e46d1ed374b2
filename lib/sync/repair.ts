import { walkPages } from '../apple/walk-pages.ts';
import type { AssignmentInput } from '../cache/holdings/gather.ts';
import { holderKey, holderOfKey } from '../cache/holdings/holder-key.ts';
import { readAssetHolders } from '../cache/holdings-queries.ts';
import type { AssetKey } from '../cache/rows.ts';
import { changeHoldings } from '../cache/write-holdings.ts';
import { storing } from '../platform/storage-error.ts';
import type { RunContext } from './context.ts';
import { driftName, findDrift, setBaseline } from './drift.ts';

/** Reading so much asset by asset costs no more than a page or two each. */
const ALWAYS_REPAIRED_ROWS = 5000;

/**
 * Reads the holders of those assets again whose number does not agree with Apple's count.
 * @returns false when that would be most of the location, so that reading all is better
 */
export async function repairHoldings(context: RunContext): Promise<boolean> {
  const drifts = await findDrift(context);
  const rows = drifts.reduce((sum, { ours, apples }) => sum + Math.max(ours, apples), 0);
  const directory = await storing(() => context.db.directories.get(context.uId));
  const all = directory?.leaves.reduce((sum, leaf) => sum + leaf.rows, 0) ?? 0;
  if (rows > Math.max(ALWAYS_REPAIRED_ROWS, all / 2)) return false;
  const settled = new Set<string>();
  for (const { key } of drifts) {
    if (await repairAsset(context, key)) settled.add(driftName(key));
  }
  if (settled.size > 0) await setBaseline(context, settled);
  return true;
}

/** @returns false when the holders changed meanwhile: then nothing is removed, and the next sync looks again */
async function repairAsset(context: RunContext, key: AssetKey): Promise<boolean> {
  const { db, uId } = context;
  const { theirs, moved } = await readHolders(context, key);
  await storing(async () => {
    const known = await readAssetHolders(db, uId, key, { offset: 0, limit: Number.MAX_SAFE_INTEGER });
    const ours = new Set(known?.holders.map(holderKey));
    const add = [...theirs].filter((holder) => !ours.has(holder));
    const remove = moved ? [] : [...ours].filter((holder) => !theirs.has(holder));
    const row = (holder: string) => assignmentOf(holder, key);
    const change = { add: add.map(row), remove: remove.map(row) };
    if (add.length + remove.length > 0) await changeHoldings(db, uId, change, { asOf: known?.asOf ?? 0 });
  });
  return !moved;
}

async function readHolders({ apple, signal, progress, keepAlive }: RunContext, key: AssetKey) {
  const theirs = new Set<string>();
  const { versionMoved } = await walkPages({
    signal,
    readPage: (pageIndex, signal) => apple.assignments({ ...key, pageIndex }, signal),
    async onPage(page) {
      for (const row of page.assignments) {
        if (row.adamId !== key.adamId || row.pricingParam !== key.pricingParam) continue;
        if (row.serialNumber) theirs.add(holderKey({ kind: 'device', id: row.serialNumber }));
        else if (row.clientUserId) theirs.add(holderKey({ kind: 'user', id: row.clientUserId }));
      }
      await progress.page({ rows: page.assignments.length });
      await keepAlive();
    },
  });
  return { theirs, moved: versionMoved };
}

function assignmentOf(holder: string, key: AssetKey): AssignmentInput {
  const { kind, id } = holderOfKey(holder);
  return kind === 'device' ? { ...key, serialNumber: id } : { ...key, clientUserId: id };
}
