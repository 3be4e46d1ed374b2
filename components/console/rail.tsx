import { memo, useMemo } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { useOpenOrders } from '../orders/use-open-orders.ts';
import { Later } from '../ui/later.tsx';
import { OrLeftOut } from '../ui/or-left-out.tsx';
import { Select } from '../ui/select.tsx';
import { writeNumber } from '../ui/words.ts';
import { ViewList } from '../views/view-list.tsx';
import { changeParams, useAddress, writeRoute } from './route.ts';
import { screens } from './screens.ts';
import { useConsoleWords } from './words.ts';

interface Props {
  current: string;
  locations: LocationRow[];
}

/** The left rail: which location, which screen, which saved view. Not drawn with each letter that is typed. */
export const Rail = memo(({ current, locations }: Props) => {
  const t = useConsoleWords();
  const { params } = useAddress();
  const location = params.get('location') ?? '';
  const isGone = location !== '' && locations.every(({ uId }) => uId !== location);
  const options = useMemo(
    () => [
      { value: '', text: t('location.all') },
      ...locations.map(({ uId, locationName }) => ({ value: uId, text: locationName })),
      ...(isGone ? [{ value: location, text: t('location.gone') }] : []),
    ],
    [t, locations, isGone, location],
  );
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      <p className="rail-brand">
        <img src="/icon/32.png" alt="" width={20} height={20} />
        {t('brand')}
      </p>
      {locations.length > 1 || isGone ? (
        <Select
          label={t('location.label')}
          isLabelHidden
          value={location}
          options={options}
          onChange={(uId) => changeParams({ location: uId, open: undefined })}
        />
      ) : null}
      <ul className="rail-list">
        {screens.map(({ path, title, Icon }) => (
          <li key={path}>
            <a
              className="rail-link"
              href={writeRoute(path, { location })}
              aria-current={path === current ? 'page' : undefined}
            >
              <Icon size={16} aria-hidden />
              {t(title)}
              {path === '/orders' ? (
                <Later>
                  <OrLeftOut>
                    <Running />
                  </OrLeftOut>
                </Later>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
      <Later>
        <OrLeftOut>
          <ViewList path={current} params={params} locations={locations} />
        </OrLeftOut>
      </Later>
    </nav>
  );
});

/** How many orders are being carried out. */
function Running() {
  const t = useConsoleWords();
  const { length } = useOpenOrders();
  if (length === 0) return null;
  return (
    <span className="rail-count" title={t('rail.running', { count: length })}>
      <span aria-hidden>{writeNumber(length)}</span>
      <span className="hidden-label">{t('rail.running', { count: length })}</span>
    </span>
  );
}
