import { createRoot } from 'react-dom/client';
import { CacheContext } from '../../components/data/cache-context.ts';
import { StoreGate } from '../../components/data/store-gate.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import { ErrorBoundary } from '../../components/ui/error-boundary.tsx';
import { applyLanguage } from '../../components/ui/language.ts';
import { cache } from './begin.ts';
import '../../components/ui/theme.css';

applyLanguage(document);
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <ErrorBoundary>
      <CacheContext value={cache}>
        <StoreGate>
          <Popup />
        </StoreGate>
      </CacheContext>
    </ErrorBoundary>,
  );
}
