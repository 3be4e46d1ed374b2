import ChevronRight from 'lucide-react/icons/chevron-right';
import { lazy, Suspense, useState } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { newestOf } from './newest-of.ts';
import { useTabKind } from './use-portal-tab.ts';
import { usePopupWords } from './words.ts';

const PlaceForm = lazy(async () => ({ default: (await import('../mdm/place-form.tsx')).PlaceForm }));

/** Over any page but Apple's: one line that opens the way to place a token in its form. */
export function PlaceOffer({ locations }: { locations: readonly LocationRow[] }) {
  const t = usePopupWords();
  const [isOpen, setOpen] = useState(false);
  if (useTabKind() !== 'page' || locations.length === 0) return null;
  return (
    <details className="offer" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <ChevronRight size={14} aria-hidden />
        {t('place.line')}
      </summary>
      {isOpen ? (
        <Suspense>
          <PlaceForm locations={locations} newest={newestOf(locations)?.uId} />
        </Suspense>
      ) : null}
    </details>
  );
}
