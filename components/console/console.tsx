import { useEffect } from 'react';
import { send } from '../../lib/bus/client.ts';
import { useMayReachApple } from '../data/use-may-reach-apple.ts';
import { useNow } from '../data/use-now.ts';
import { useLocations, useSyncs, useVault } from '../data/use-rows.ts';
import { useTrouble } from '../data/use-trouble.ts';
import { worstNotice } from '../health/worst-notice.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Toasts } from '../ui/toast.tsx';
import { NoticeBar } from './notice-bar.tsx';
import { Rail } from './rail.tsx';
import { useRoute } from './route.ts';
import { screens } from './screens.ts';
import { useConsoleWords } from './words.ts';
import './console.css';

/** The full-tab console: rail, line of state, one screen. */
export function Console() {
  useEffect(() => void send('app.wake', {}), []);
  const t = useConsoleWords();
  const route = useRoute();
  const locations = useLocations();
  const notice = worstNotice({
    locations: locations ?? [],
    syncs: useSyncs() ?? [],
    vault: useVault(),
    mayReachApple: useMayReachApple(),
    trouble: useTrouble(),
    now: useNow(),
  });
  // Without a location there is one thing to do: link its token.
  const start = locations?.length === 0 ? '/tokens' : '/apps';
  const path = screens.some((screen) => screen.path === route.path) ? route.path : start;
  const current = screens.find((screen) => screen.path === path) ?? screens[0];
  const title = t(current.title);
  useEffect(() => {
    document.title = t('page.title', { screen: title });
  }, [t, title]);

  if (!locations) return null;
  return (
    <Toasts>
      <Rail current={current.path} locations={locations} location={route.params.get('location') ?? ''} />
      <div className="stage">
        {notice ? <NoticeBar notice={notice} /> : null}
        <main className="screen">
          <ErrorBoundary key={current.path}>
            <current.Screen params={route.params} locations={locations} />
          </ErrorBoundary>
        </main>
      </div>
    </Toasts>
  );
}
