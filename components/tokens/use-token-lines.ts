import { useMemo } from 'react';
import type { CandidateRow, LocationRow } from '../../lib/cache/rows.ts';
import { useMayReachApple } from '../data/use-may-reach-apple.ts';
import { useNow } from '../data/use-now.ts';
import { useLocationNotes, useSyncs, useVault } from '../data/use-rows.ts';
import { useWarningDays } from '../data/use-warning-days.ts';
import { diagnose } from '../health/diagnosis.ts';
import type { TokenLine } from './token-lines.ts';

/**
 * Every location with its diagnosis; undefined while the tables are being read.
 * @param waiting tokens that wait for a decision
 */
export function useTokenLines(
  locations: readonly LocationRow[],
  waiting: readonly CandidateRow[] = [],
): TokenLine[] | undefined {
  const syncs = useSyncs();
  const notes = useLocationNotes();
  const vault = useVault();
  const mayReachApple = useMayReachApple();
  const warningDays = useWarningDays();
  const now = useNow();
  return useMemo(() => {
    if (!syncs || !notes || !vault) return undefined;
    const syncOf = new Map(syncs.map((row) => [row.uId, row]));
    const noteOf = new Map(notes.map((row) => [row.uId, row]));
    const named = Map.groupBy(locations, ({ locationName }) => locationName);
    return locations.map((location) => {
      const sync = syncOf.get(location.uId);
      const note = noteOf.get(location.uId);
      const diagnosis = diagnose(location, {
        sync,
        note,
        vault,
        waiting: waiting.find(({ proof }) => proof.state === 'proven' && proof.uId === location.uId),
        namesakes: (named.get(location.locationName)?.length ?? 1) - 1,
        mayReachApple,
        warningDays,
        now,
      });
      return { location, sync, note, diagnosis };
    });
  }, [locations, waiting, syncs, notes, vault, mayReachApple, warningDays, now]);
}
