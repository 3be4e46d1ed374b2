/**
 * Every part of components/ui on one page, for tests and the pictures of docs/UI.md. Bundled into a page of the built
 * extension by kit.test.ts; no entrypoint of the product. A part that opens over the page stands in `over.tsx`.
 */
import { createRoot } from 'react-dom/client';
import '../../../components/console/console.css';
import { ErrorBoundary } from '../../../components/ui/error-boundary.tsx';
import { applyLanguage } from '../../../components/ui/language.ts';
import '../../../components/ui/theme.css';
import { Toasts } from '../../../components/ui/toast.tsx';
import './kit.css';
import { fieldParts } from './fields.tsx';
import { overParts } from './over.tsx';
import { stateParts } from './states.tsx';
import { tableParts } from './tables.tsx';

const parts = { ...fieldParts, ...stateParts, ...overParts, ...tableParts };

/** Draws all parts, or the named one alone, and tells how many milliseconds its first frame took. */
export async function mount(only: string | undefined, direction: 'ltr' | 'rtl'): Promise<number> {
  applyLanguage(document);
  document.documentElement.dir = direction;
  const began = performance.now();
  const shown = Object.entries(parts).filter(([name]) => only === undefined || name === only);
  createRoot(document.body.appendChild(document.createElement('main'))).render(
    <ErrorBoundary>
      <Toasts>
        <h1 className="hidden-label">All parts</h1>
        {shown.map(([name, Part]) => (
          <section key={name} id={name} className="kit-part" aria-label={name}>
            <Part />
          </section>
        ))}
      </Toasts>
    </ErrorBoundary>,
  );
  await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve));
  return performance.now() - began;
}
