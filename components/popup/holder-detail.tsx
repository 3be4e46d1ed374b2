import { useLiveQuery } from 'dexie-react-hooks';
import { readHolder } from '../../lib/cache/holdings-queries.ts';
import type { HolderHit, HolderHolding } from '../../lib/cache/query-contract.ts';
import { appTitle, compareTitles, getAppName } from '../apps/app-name.ts';
import { AssetIcon } from '../apps/asset-icon.tsx';
import { useCache } from '../data/cache-context.ts';
import { holderTitle } from '../look-up/holder-line.tsx';
import { Age } from '../ui/age.tsx';
import { State } from '../ui/state.tsx';
import { useCommonWords } from '../ui/words.ts';
import { usePopupWords } from './words.ts';

/** More than this is a list for the console. */
const mostAssets = 100;

interface Props {
  hit: HolderHit;
  nameOf: (uId: string) => string;
}

/** What a device or a person holds, location by location. */
export function HolderDetail({ hit, nameOf }: Props) {
  const t = useCommonWords();
  const tp = usePopupWords();
  const cache = useCache();
  const { kind, id } = hit.holder;
  const holdings = useLiveQuery(() => readHolder(cache, { kind, id }), [cache, kind, id]);
  return (
    <>
      <p className="detail-place soft">
        {t(`holder.${kind}`)} {holderTitle(hit) === id ? null : <span className="break">{id}</span>}
      </p>
      {hit.users.map((user) => (
        <p key={user.uId} className="detail-place">
          <span className="break">{nameOf(user.uId)}</span>{' '}
          <State tone={user.status === 'Associated' ? 'good' : 'neutral'}>{t(`user.${user.status}`)}</State>
        </p>
      ))}
      {holdings?.length === 0 ? <p className="detail-place soft">{tp('detail.holds.none')}</p> : null}
      {holdings?.map((holding) => (
        <Place key={holding.uId} holding={holding} place={nameOf(holding.uId)} />
      ))}
    </>
  );
}

function Place({ holding, place }: { holding: HolderHolding; place: string }) {
  const t = useCommonWords();
  const tp = usePopupWords();
  const shown = byName(holding.assets).slice(0, mostAssets);
  const rest = holding.assets.length - shown.length;
  return (
    <section className="detail-place">
      <h3 className="break">{place}</h3>
      <p>
        {t('holder.assets', { count: holding.assets.length })} <Age at={holding.asOf} />
      </p>
      <ul className="lines">
        {shown.map(({ key, app, asset }) => (
          <li key={`${key.adamId} ${key.pricingParam}`}>
            <AssetIcon adamId={key.adamId} isBook={asset?.productType === 'Book'} size={20} />
            <span className={getAppName(app) === undefined ? 'clip grow soft' : 'clip grow'} dir="auto">
              {appTitle(t, app)}
            </span>
            <span className="soft small">{key.adamId}</span>
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className="soft">{tp('detail.holds.more', { count: rest })}</p> : null}
    </section>
  );
}

function byName(assets: HolderHolding['assets']): HolderHolding['assets'] {
  return assets.toSorted((a, b) =>
    compareTitles({ adamId: a.key.adamId, app: a.app }, { adamId: b.key.adamId, app: b.app }),
  );
}
