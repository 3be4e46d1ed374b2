import { useEffect } from 'react';
import { send } from '../../lib/bus/client.ts';
import { useLocations } from '../data/use-rows.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { OrLeftOut } from '../ui/or-left-out.tsx';
import { Toasts } from '../ui/toast.tsx';
import { GoneNote } from '../views/gone-note.tsx';
import { Rail } from './rail.tsx';
import { useRoute } from './route.ts';
import { allScreens } from './screens.ts';
import { TopLine } from './top-line.tsx';
import { useConsoleWords } from './words.ts';
import './console.css';

/** Milliseconds: what the background begins to do when it is woken would hold up the first paint. */
const wakeAfter = 500;

/** The full-tab console: rail, line of state, one screen. */
export function Console() {
  useEffect(() => {
    const timer = setTimeout(() => void send('app.wake', {}), wakeAfter);
    return () => clearTimeout(timer);
  }, []);
  const t = useConsoleWords();
  const route = useRoute();
  const locations = useLocations();
  // Without a location there is one thing to do: link its token.
  const start = locations?.length === 0 ? '/tokens' : '/overview';
  const path = allScreens.some((screen) => screen.path === route.path) ? route.path : start;
  const current = expectScreen(path);
  const title = t(current.title);
  useEffect(() => {
    document.title = t('page.title', { screen: title });
  }, [t, title]);

  if (!locations) return null;
  return (
    <Toasts>
      <Rail current={current.parent} locations={locations} />
      <div className="stage">
        <TopLine path={current.path} title={title} locations={locations} />
        <OrLeftOut per={current.path}>
          <GoneNote path={current.path} locations={locations} />
        </OrLeftOut>
        <main className="screen" tabIndex={-1}>
          <ErrorBoundary key={current.path}>
            <current.Screen params={route.params} locations={locations} />
          </ErrorBoundary>
        </main>
      </div>
    </Toasts>
  );
}

function expectScreen(path: string) {
  const found = allScreens.find((screen) => screen.path === path);
  if (!found) throw new Error(`No screen ${path}.`);
  return found;
}
