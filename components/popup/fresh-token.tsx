import { lazy, Suspense } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { cameAt, newestOf } from './newest-of.ts';
import { openConsole } from './open-console.ts';

const SendToMdm = lazy(async () => ({ default: (await import('../mdm/send-to-mdm.tsx')).SendToMdm }));

/** How long after its renewal a token is the one that the popup is opened for, in milliseconds. */
const fresh = 60 * 60_000;

/** A token that has just come: sends it to the MDM. */
export function FreshToken({ locations, now }: { locations: readonly LocationRow[]; now: number }) {
  const newest = newestOf(locations);
  if (!newest || now - cameAt(newest) > fresh) return null;
  return (
    <section className="panel" aria-label={newest.locationName}>
      <h2 className="break">
        <bdi>{newest.locationName}</bdi>
      </h2>
      <Suspense>
        <SendToMdm location={newest} onGo={(place) => openConsole(place)} isSmall />
      </Suspense>
    </section>
  );
}
