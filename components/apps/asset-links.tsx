import type { AppRow, LocationRow } from '../../lib/cache/rows.ts';
import type { AssetPart } from './asset-groups.ts';
import { portalsOf } from './portals.ts';
import { useAppsWords } from './words.ts';

interface Props {
  app: AppRow | undefined;
  parts: readonly AssetPart[];
  locations: readonly LocationRow[];
}

/** To the app's page in the store and to the portals of its locations. */
export function AssetLinks({ app, parts, locations }: Props) {
  const t = useAppsWords();
  const own = new Set(parts.map(({ asset }) => asset.uId));
  const portals = portalsOf(locations.filter(({ uId }) => own.has(uId)));
  return (
    <p className="pane-links">
      {app?.storeUrl ? (
        <a href={app.storeUrl} target="_blank" rel="noreferrer">
          {t('detail.store')}
        </a>
      ) : null}
      {portals.map((portal) => (
        <a key={portal} href={`https://${portal}.apple.com/`} target="_blank" rel="noreferrer">
          {t(`detail.portal.${portal}`)}
        </a>
      ))}
    </p>
  );
}
