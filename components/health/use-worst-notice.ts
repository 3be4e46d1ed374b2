import type { LocationRow } from '../../lib/cache/rows.ts';
import { useMayReachApple } from '../data/use-may-reach-apple.ts';
import { useNow } from '../data/use-now.ts';
import { useLocationNotes, useSyncs, useVault } from '../data/use-rows.ts';
import { useTrouble } from '../data/use-trouble.ts';
import { useWarningDays } from '../data/use-warning-days.ts';
import { worstNotice } from './worst-notice.ts';

/** The worst state of now, live; undefined when all is well. */
export function useWorstNotice(locations: readonly LocationRow[]) {
  return worstNotice({
    locations,
    syncs: useSyncs() ?? [],
    vault: useVault(),
    notes: useLocationNotes(),
    warningDays: useWarningDays(),
    mayReachApple: useMayReachApple(),
    trouble: useTrouble(),
    now: useNow(),
  });
}
