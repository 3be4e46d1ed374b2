import type { RunStep } from '../cache/database.ts';
import { storing } from '../platform/storage-error.ts';
import type { RunContext } from './context.ts';
import { findDrift, setBaseline } from './drift.ts';
import { readAssets } from './read-assets.ts';
import { readAllAssignments, readAssignmentsDelta } from './read-assignments.ts';
import { readUsers } from './read-users.ts';
import { repairHoldings } from './repair.ts';

/**
 * A walk that was overtaken is done again: a row taken back behind it hides another one, which no delta and no count
 * shows. Not so a long one, which would only be overtaken again.
 */
const MOST_WALKS = 3;
const SHORT_WALK_PAGES = 100;
/** After a long walk that was overtaken all is read again soon. */
const FULL_AFTER_MOVE_MS = 2 * 3_600_000;
const FULL_AFTER_TROUBLE_MS = 15 * 60_000;

/** Each step does its part and says which comes next. Done twice, after a death between the two, it does no harm. */
export const steps: Record<Exclude<RunStep, 'done'>, (context: RunContext) => Promise<RunStep>> = {
  async assets(context) {
    await readAssets(context);
    return 'users';
  },

  async users(context) {
    await readUsers(context);
    return context.run.full ? 'walk' : 'delta';
  },

  async walk(context) {
    const { run } = context;
    const { moved, pageCount } = await readAllAssignments(context);
    run.walks++;
    run.moved = moved;
    if (moved) return run.walks < MOST_WALKS && pageCount <= SHORT_WALK_PAGES ? 'walk' : 'delta';
    if ((await findDrift(context)).length > 0) await readAssets(context);
    await setBaseline(context);
    return 'done';
  },

  async delta(context) {
    const read = await readAssignmentsDelta(context);
    return read || context.run.walks > 0 ? 'repair' : 'walk';
  },

  async repair(context) {
    const { run } = context;
    const repaired = await repairHoldings(context);
    if (!repaired && run.walks === 0) return 'walk';
    if (run.moved) await hastenFull(context, repaired ? FULL_AFTER_MOVE_MS : FULL_AFTER_TROUBLE_MS);
    return 'done';
  },
};

async function hastenFull({ db, uId, clock }: RunContext, wait: number): Promise<void> {
  const fullDueAt = clock.now() + wait;
  await storing(() =>
    db.directories.update(uId, (directory) => {
      directory.fullDueAt = Math.min(directory.fullDueAt, fullDueAt);
    }),
  );
}
