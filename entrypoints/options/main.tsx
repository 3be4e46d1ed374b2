import './begin-worker.ts';
import './begin-texts.ts';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { createRoot } from 'react-dom/client';
import { Console } from '../../components/console/console.tsx';
import { CacheContext } from '../../components/data/cache-context.ts';
import { StoreGate } from '../../components/data/store-gate.tsx';
import { ErrorBoundary } from '../../components/ui/error-boundary.tsx';
import { applyLanguage, language } from '../../components/ui/language.ts';
import { cache } from './begin.ts';
import '../../components/ui/theme.css';

applyLanguage(document);
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
