/** The least that a page of the extension can do: React over the same database, one row on the screen. */
import { createRoot } from 'react-dom/client';
import { openCache } from '../../components/data/open-cache.ts';

const root = document.createElement('div');
document.body.append(root);
await openCache().locations.toArray();
createRoot(root).render(<p id="baseline">1</p>);
