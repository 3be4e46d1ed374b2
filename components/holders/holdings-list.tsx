import type { HolderHolding } from '../../lib/cache/query-contract.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { appTitle, getAppName } from '../apps/app-name.ts';
import { AssetIcon } from '../apps/asset-icon.tsx';
import { Age } from '../ui/age.tsx';
import { DataText } from '../ui/data-text.tsx';
import { State } from '../ui/state.tsx';
import { useCommonWords } from '../ui/words.ts';
import { useHolderWords } from './words.ts';

interface Props {
  /** One entry a location; undefined while it is being read. */
  holdings: HolderHolding[] | undefined;
  locations: readonly LocationRow[];
}

/** What somebody or something holds, by location; what cannot be taken back is said so. */
export function HoldingsList({ holdings, locations }: Props) {
  const t = useHolderWords();
  const tc = useCommonWords();
  if (!holdings) return <p className="soft">{tc('loading')}</p>;
  const unread = locations.filter(({ holdingsAt }) => holdingsAt === undefined).length;
  const more = unread > 0 ? <p className="soft">{t('holds.unread', { count: unread })}</p> : null;
  if (holdings.length === 0) return more ?? <p className="soft">{t('holds.nothing')}</p>;
  const places = holdings.map(({ uId, asOf, assets }) => (
    <section key={uId} aria-label={nameOf(uId, locations)}>
      <h3 className="break">{nameOf(uId, locations)}</h3>
      <p>
        {tc('holder.assets', { count: assets.length })} <Age at={asOf} />
      </p>
      <ul>
        {assets.map(({ key, app, asset }) => (
          <li key={`${key.adamId}.${key.pricingParam}`} className="held">
            <AssetIcon adamId={key.adamId} isBook={asset?.productType === 'Book'} size={20} />
            <DataText title={appTitle(tc, app)}>{appTitle(tc, app)}</DataText>
            {getAppName(app) === undefined ? <span className="soft">{key.adamId}</span> : null}
            {key.pricingParam === 'PLUS' ? <span className="soft">{tc('asset.pricing.PLUS')}</span> : null}
            {asset?.revocable === false ? <State tone="warning">{t('holds.for-ever')}</State> : null}
          </li>
        ))}
      </ul>
    </section>
  ));
  return (
    <>
      {places}
      {more}
    </>
  );
}

function nameOf(uId: string, locations: readonly LocationRow[]): string {
  return locations.find((location) => location.uId === uId)?.locationName ?? uId;
}
