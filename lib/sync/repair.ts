import { walkPages } from '../apple/walk-pages.ts';
import { createFinder } from '../cache/found-changes.ts';
import { assetName } from '../cache/holdings/asset-name.ts';
import type { AssignmentInput } from '../cache/holdings/gather.ts';
import { assignmentOf, holderKey, holderKeyOfRow } from '../cache/holdings/holder-key.ts';
import { readAssetHolders } from '../cache/holdings-queries.ts';
import type { AssetKey } from '../cache/rows.ts';
import { stageFound } from '../cache/stage-found.ts';
import { changeHoldings } from '../cache/write-holdings.ts';
import { isCode } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import type { RunContext } from './context.ts';
import { type Drift, findDrift, setBaseline } from './drift.ts';
import { readAssets } from './read-assets.ts';
import { readStagedDelta } from './read-assignments.ts';
import { readOwn } from './read-own.ts';

/** Reading so much asset by asset costs no more than a page or two each. */
const ALWAYS_REPAIRED_ROWS = 5000;
/** Holders that change faster than they can be read are left for the next sync after so many tries. */
const MOST_TRIES = 3;

interface Plan {
  add: AssignmentInput[];
  remove: AssignmentInput[];
  /** The assets whose holders were read as a whole and stood still meanwhile. */
  settled: Set<string>;
  /** Whether all agrees with Apple after the change, as far as can be known. */
  isTrue: boolean;
}

/**
 * Swaps in the staged delta, after it was made true: the holders of those assets are read again whose number would not
 * agree with Apple's count. One swap, so that nobody sees the one without the other.
 * @returns false when that would be most of the location, or what is stored is damaged: reading all is better
 */
export async function repairHoldings(context: RunContext): Promise<boolean> {
  try {
    const added = await readStagedDelta(context);
    // The counts were read first of all: those of today decide.
    if (context.run.moved || (await findDrift(context, added)).length > 0) await readAssets(context);
    const drifts = await findDrift(context, added);
    const repaired = !(await isMost(context, drifts));
    // After a full read its changes are wanted all the same: what it missed is among them.
    if (!repaired && context.run.walks === 0) return false;
    await swapIn(context, await planChange(context, added, repaired ? drifts : []), repaired);
    return repaired;
  } catch (error) {
    if (isDamaged(error) && context.run.walks === 0) return false;
    throw error;
  }
}

async function isMost({ db, uId }: RunContext, drifts: readonly Drift[]): Promise<boolean> {
  const rows = drifts.reduce((sum, { ours, apples }) => sum + Math.max(ours, apples), 0);
  const directory = await storing(() => db.directories.get(uId));
  const all = directory?.leaves.reduce((sum, leaf) => sum + leaf.rows, 0) ?? 0;
  return rows > Math.max(ALWAYS_REPAIRED_ROWS, all / 2);
}

async function planChange(
  context: RunContext,
  added: readonly AssignmentInput[],
  drifts: readonly Drift[],
): Promise<Plan> {
  const plan: Plan = { add: [], remove: [], settled: new Set(), isTrue: true };
  for (const { key } of drifts) await planAsset(context, key, plan);
  // Of a settled asset the holders themselves tell more than the delta.
  for (const row of added) if (!plan.settled.has(assetName(row))) plan.add.push(row);
  return plan;
}

/** Of holders that never stood still nothing is removed, and the next sync looks again. */
async function planAsset(context: RunContext, key: AssetKey, plan: Plan): Promise<void> {
  const { theirs, moved } = await readHolders(context, key);
  const window = { offset: 0, limit: Number.MAX_SAFE_INTEGER };
  const known = await storing(() => readAssetHolders(context.db, context.uId, key, window));
  const ours = new Set(known?.holders.map(holderKey));
  const row = (holder: string) => assignmentOf(holder, key);
  for (const holder of theirs) if (!ours.has(holder)) plan.add.push(row(holder));
  if (moved) {
    plan.isTrue = false;
    return;
  }
  for (const holder of ours) if (!theirs.has(holder)) plan.remove.push(row(holder));
  plan.settled.add(assetName(key));
}

/** The age moves on only with holdings that are true; after a full read they are at least as young as its run. */
async function swapIn(context: RunContext, plan: Plan, repaired: boolean): Promise<void> {
  const { db, uId, run } = context;
  const { delta } = run;
  const fresh = repaired && plan.isTrue ? delta?.asOf : undefined;
  const asOf = fresh ?? (run.walks > 0 ? run.startedAt : undefined);
  const mark = { versionId: delta?.versionId, ...(asOf !== undefined && { asOf }) };
  const found = await findChanges(context, plan);
  const tables = [db.directories, db.leaves, db.postings, db.locations, db.assets, db.runs, db.staging];
  await storing(() =>
    db.transaction('rw', tables, async () => {
      await changeHoldings(db, uId, plan, mark);
      if (found) await stageFound(db, uId, found);
      await setBaseline(context, plan.settled);
      await db.runs
        .where('uId')
        .equals(uId)
        .modify((row) => void delete row.delta);
    }),
  );
  delete run.delta;
}

async function findChanges(context: RunContext, { add, remove }: Plan) {
  const isOwn = await readOwn(context);
  if (!isOwn) return undefined;
  const finder = createFinder(isOwn);
  // Of an asset that never stood still a row may have come from its holders and from the delta.
  const noted = new Set<string>();
  for (const [rows, gained] of [
    [add, true],
    [remove, false],
  ] as const) {
    for (const row of rows) {
      const holder = holderKeyOfRow(row);
      const name = assetName(row);
      if (holder === undefined || noted.has(`${holder}\n${name}`)) continue;
      noted.add(`${holder}\n${name}`);
      finder.note(holder, name, gained);
    }
  }
  return finder.take();
}

async function readHolders(context: RunContext, key: AssetKey) {
  for (let attempt = 1; ; attempt++) {
    const read = await readHoldersOnce(context, key);
    if (!read.moved || attempt === MOST_TRIES) return read;
  }
}

async function readHoldersOnce({ apple, signal, progress, checkpoint }: RunContext, key: AssetKey) {
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
      await checkpoint();
    },
  });
  return { theirs, moved: versionMoved };
}

function isDamaged(error: unknown): boolean {
  return isCode(error, 'storage-broken') && error.details.record !== undefined;
}
