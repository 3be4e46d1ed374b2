import { I18nProvider } from 'react-aria-components/I18nProvider';
import { createRoot } from 'react-dom/client';
import { beginScreen } from '../../components/console/begin-screen.ts';
import { Console } from '../../components/console/console.tsx';
import { parseRoute } from '../../components/console/route.ts';
import { CacheContext } from '../../components/data/cache-context.ts';
import { openCache } from '../../components/data/open-cache.ts';
import { StoreGate } from '../../components/data/store-gate.tsx';
import { beginLocations } from '../../components/data/use-rows.ts';
import { ErrorBoundary } from '../../components/ui/error-boundary.tsx';
import { applyLanguage, language } from '../../components/ui/language.ts';
import '../../components/ui/theme.css';

applyLanguage(document);
const cache = openCache();
// Every screen waits for it. A failure is told by `StoreGate`, which opens it too.
cache.open().catch(() => undefined);
beginLocations(cache);
beginScreen(parseRoute(location.hash).path, cache);
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <I18nProvider locale={language.code}>
      <ErrorBoundary>
        <CacheContext value={cache}>
          <StoreGate>
            <Console />
          </StoreGate>
        </CacheContext>
      </ErrorBoundary>
    </I18nProvider>,
  );
}
