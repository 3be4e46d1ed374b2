import type { LocationRow } from '../../lib/cache/rows.ts';
import { useNow } from '../data/use-now.ts';
import { readAt } from '../health/age-of-location.ts';
import { shownState } from '../health/token-state.ts';
import { Age } from '../ui/age.tsx';
import { OrLeftOut } from '../ui/or-left-out.tsx';
import { State } from '../ui/state.tsx';
import { useCommonWords } from '../ui/words.ts';
import { FirstSync } from './first-sync.tsx';
import { FreshToken } from './fresh-token.tsx';
import { OrdersUnderWay } from './orders-under-way.tsx';
import { PlaceOffer } from './place-offer.tsx';
import { PortalOffer } from './portal-offer.tsx';
import { usePopupWords } from './words.ts';

/** Before anything is typed: what can be looked up, and the linked locations. */
export function Home({ locations }: { locations: LocationRow[] }) {
  const t = usePopupWords();
  const now = useNow();
  return (
    <div className="stack">
      <OrLeftOut>
        <FirstSync locations={locations} />
      </OrLeftOut>
      <OrLeftOut>
        <OrdersUnderWay />
      </OrLeftOut>
      <OrLeftOut>
        <FreshToken locations={locations} now={now} />
      </OrLeftOut>
      <OrLeftOut>
        <PortalOffer />
      </OrLeftOut>
      <OrLeftOut>
        <PlaceOffer locations={locations} />
      </OrLeftOut>
      <p className="soft">{t('search.hint')}</p>
      <ul className="places" aria-label={t('locations')}>
        {locations.map((location) => (
          <PlaceLine key={location.uId} location={location} now={now} />
        ))}
      </ul>
    </div>
  );
}

function PlaceLine({ location, now }: { location: LocationRow; now: number }) {
  const t = useCommonWords();
  const { state, tone, days } = shownState(location, now);
  const at = readAt(location);
  return (
    <li className="place">
      <span className="clip strong" dir="auto" title={location.locationName}>
        {location.locationName}
      </span>
      <span className="small">{at === undefined ? t('age.never') : <Age at={at} />}</span>
      <State tone={tone}>{t(`state.${state}`, { count: days ?? 0 })}</State>
    </li>
  );
}
