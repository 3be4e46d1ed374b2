import { useLiveQuery } from 'dexie-react-hooks';
import { readAssetHolders } from '../../lib/cache/holdings-queries.ts';
import type { AssetHit } from '../../lib/cache/query-contract.ts';
import type { AppRow, AssetRow } from '../../lib/cache/rows.ts';
import { placeOfAsset } from '../../lib/find/places.ts';
import { countsText } from '../apps/counts-text.ts';
import { NameForm } from '../apps/name-form.tsx';
import { useCache } from '../data/cache-context.ts';
import { Age } from '../ui/age.tsx';
import { Button } from '../ui/button.tsx';
import { useCommonWords } from '../ui/words.ts';
import { openConsole } from './open-console.ts';
import { usePopupWords } from './words.ts';

const firstHolders = 8;

interface Props {
  hit: AssetHit;
  app: AppRow | undefined;
  nameOf: (uId: string) => string;
}

/** An asset: its id, a name by hand where the store has none, and in each location its counts and first holders. */
export function AssetDetail({ hit, app, nameOf }: Props) {
  const { adamId } = hit.key;
  return (
    <>
      <p className="detail-place soft">{[app?.sellerName, adamId].filter(Boolean).join(' · ')}</p>
      {app?.name ? null : (
        <div className="detail-place">
          <NameForm adamId={adamId} name={app?.customName ?? ''} />
        </div>
      )}
      {hit.rows.map((row) => (
        <AssetPlace key={row.uId} row={row} place={nameOf(row.uId)} />
      ))}
    </>
  );
}

function AssetPlace({ row, place }: { row: AssetRow; place: string }) {
  const t = useCommonWords();
  const tp = usePopupWords();
  const cache = useCache();
  const found = useLiveQuery(
    async () => ({
      holders: await readAssetHolders(cache, row.uId, row, { offset: 0, limit: firstHolders }),
    }),
    [cache, row.uId, row.adamId, row.pricingParam],
  );
  const holders = found?.holders;
  return (
    <section className="detail-place">
      <h3 className="break">{place}</h3>
      <p>
        {countsText(t, row)} <Age at={row.asOf} />
      </p>
      {found && !holders ? <p className="soft">{tp('detail.holders.unread')}</p> : null}
      {holders?.total === 0 ? <p className="soft">{tp('detail.holders.none')}</p> : null}
      {holders && holders.total > 0 ? (
        <>
          <p className="soft">
            {t('asset.holders', { count: holders.total })} <Age at={holders.asOf} />
          </p>
          <ul className="lines">
            {holders.holders.map((holder) => (
              <li key={`${holder.kind} ${holder.id}`}>
                <span className="break">{holder.id}</span>
                <span className="soft small">{t(`holder.${holder.kind}`)}</span>
              </li>
            ))}
          </ul>
          {holders.total > holders.holders.length ? (
            <p className="soft">
              {tp('detail.holders.more', { count: holders.total - holders.holders.length })}
            </p>
          ) : null}
          <Button look="link" onPress={() => openConsole(placeOfAsset(row, row.uId))}>
            {tp('detail.console')}
          </Button>
        </>
      ) : null}
    </section>
  );
}
