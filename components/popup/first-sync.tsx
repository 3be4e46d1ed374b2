import type { LocationRow } from '../../lib/cache/rows.ts';
import { useSyncs, useVault } from '../data/use-rows.ts';
import { partOf, useSyncText } from '../health/sync-text.ts';
import { LinkSteps } from '../link/link-steps.tsx';
import { Progress } from '../ui/progress.tsx';
import { firstSyncOf } from './first-sync-of.ts';

/** After a link: what is done, and how far the first reading is. Nothing once it is through. */
export function FirstSync({ locations }: { locations: readonly LocationRow[] }) {
  const syncs = useSyncs() ?? [];
  const isSealed = useVault()?.mode === 'sealed';
  const syncText = useSyncText();
  const found = firstSyncOf(locations, syncs);
  if (!found) return null;
  const { location, sync } = found;
  return (
    <section className="panel" aria-label={location.locationName}>
      <LinkSteps location={location.locationName} at="reading" isSealed={isSealed} />
      <Progress label={syncText(sync)} part={partOf(sync)} />
    </section>
  );
}
