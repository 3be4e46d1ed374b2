import type { AssetHit } from '../../lib/cache/query-contract.ts';
import { appTitle, getAppName } from '../apps/app-name.ts';
import { AssetIcon } from '../apps/asset-icon.tsx';
import { countsText } from '../apps/counts-text.ts';
import { Age } from '../ui/age.tsx';
import { useCommonWords } from '../ui/words.ts';

interface Props {
  hit: AssetHit;
  nameOf: (uId: string) => string;
}

/** One found asset: name, kind, and its counts in each location. */
export function AssetLine({ hit, nameOf }: Props) {
  const t = useCommonWords();
  const [first] = hit.rows;
  const hasName = getAppName(hit.app) !== undefined;
  return (
    <>
      <AssetIcon adamId={hit.key.adamId} isBook={first?.productType === 'Book'} />
      <span className="result-body">
        <span className="result-head">
          <span className={hasName ? 'clip strong' : 'clip soft'} dir="auto">
            {appTitle(t, hit.app)}
          </span>
          <span className="soft small">{kindText(t, hit)}</span>
        </span>
        {hasName ? null : <span className="small">{hit.key.adamId}</span>}
        {hit.rows.map((row) => (
          <span key={row.uId} className="result-place small">
            {hit.rows.length > 1 ? (
              <span className="soft clip" dir="auto">
                {nameOf(row.uId)}
              </span>
            ) : null}
            <span>{countsText(t, row)}</span> <Age at={row.asOf} />
          </span>
        ))}
      </span>
    </>
  );
}

function kindText(t: ReturnType<typeof useCommonWords>, { key, rows: [first] }: AssetHit): string {
  const kind = first ? t(`asset.type.${first.productType}`) : '';
  return key.pricingParam === 'PLUS' ? `${kind}, ${t('asset.pricing.PLUS')}` : kind;
}
