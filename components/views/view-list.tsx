import Bookmark from 'lucide-react/icons/bookmark';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { placeOfView } from '../../lib/find/places.ts';
import { useFindWords } from '../find/words.ts';
import { useGone, useViews } from './use-views.ts';
import { findView } from './view-query.ts';
import './views.css';

interface Props {
  path: string;
  params: URLSearchParams;
  locations: readonly LocationRow[];
}

/** The saved views in the rail; nothing without one. */
export function ViewList({ path, params, locations }: Props) {
  const t = useFindWords();
  const views = useViews() ?? [];
  const gone = useGone(locations);
  const current = findView(views, path, params);
  if (views.length === 0) return null;
  return (
    <section className="rail-views" aria-labelledby="rail-views">
      <h2 id="rail-views">{t('view.group')}</h2>
      <ul className="rail-list">
        {views.map((view) => {
          const lost = gone(new URLSearchParams(view.query));
          return (
            <li key={view.id}>
              <a
                className="rail-link"
                href={`#${placeOfView(view)}`}
                aria-current={view.id === current?.id ? 'true' : undefined}
                title={lost ? t(`view.gone.${lost}`) : view.name}
              >
                {lost ? (
                  <TriangleAlert size={16} aria-label={t(`view.gone.${lost}`)} />
                ) : (
                  <Bookmark size={16} aria-hidden />
                )}
                <span className="clip" dir="auto">
                  {view.name}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
