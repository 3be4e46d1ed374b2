import type { LocationRow } from '../../lib/cache/rows.ts';
import { Age } from '../ui/age.tsx';
import { writeNumber } from '../ui/words.ts';
import { CountCell } from './asset-cells.tsx';
import { AssetFlags } from './asset-flags.tsx';
import type { AssetGroup, AssetPart } from './asset-groups.ts';
import { AssetLinks } from './asset-links.tsx';
import { MarkForm } from './mark-form.tsx';
import { NameForm } from './name-form.tsx';
import { sumCounts } from './sums.ts';
import { useAppsWords } from './words.ts';

interface Props {
  group: AssetGroup;
  /** The one location that is looked at; undefined for all. */
  part: AssetPart | undefined;
  locations: readonly LocationRow[];
}

/** How many there are where, what holds for the asset, its low mark and where it is to be found. */
export function CountsTab({ group, part, locations }: Props) {
  const { key, app } = group;
  const parts: readonly [AssetPart, ...AssetPart[]] = part ? [part] : group.parts;
  const only = part ?? (group.parts.length === 1 ? group.parts[0] : undefined);
  const sums = sumCounts(parts.map(({ asset }) => asset));
  const mark = {
    assetKey: key,
    uId: only?.asset.uId ?? '',
    low: only ? only.low : group.low,
    available: sums.available,
    ...(only && { locationName: only.locationName }),
  };
  return (
    <div className="pane-body">
      <Counts parts={parts} />
      <AssetFlags parts={parts} />
      {sums.available === undefined ? null : <MarkForm key={mark.uId} {...mark} />}
      {app?.name ? null : <NameForm adamId={key.adamId} name={app?.customName ?? ''} />}
      <AssetLinks app={app} parts={parts} locations={locations} />
    </div>
  );
}

function Counts({ parts }: { parts: readonly AssetPart[] }) {
  const t = useAppsWords();
  const sums = sumCounts(parts.map(({ asset }) => asset));
  return (
    <section>
      <table className="counts" aria-label={t('detail.counts.table')}>
        <thead>
          <tr>
            <th scope="col">{t('detail.place')}</th>
            <th scope="col">{t('detail.counts.total')}</th>
            <th scope="col">{t('detail.counts.assigned')}</th>
            <th scope="col">{t('detail.counts.available')}</th>
            <th scope="col">{t('detail.counts.retired')}</th>
            <th scope="col">{t('detail.counts.low')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ asset, locationName, low }) => {
            const unlimited = asset.unlimited ? 1 : 0;
            return (
              <tr key={asset.uId}>
                <th scope="row" className="break">
                  {locationName} <Age at={asset.asOf} form="plain" />
                </th>
                <td>
                  <CountCell value={asset.unlimited ? undefined : asset.totalCount} unlimited={unlimited} />
                </td>
                <td>{writeNumber(asset.assignedCount)}</td>
                <td>
                  <CountCell
                    value={asset.unlimited ? undefined : asset.availableCount}
                    unlimited={unlimited}
                  />
                </td>
                <td>
                  <CountCell value={asset.retiredCount} unlimited={0} />
                </td>
                <td>
                  <CountCell value={low} unlimited={0} />
                </td>
              </tr>
            );
          })}
        </tbody>
        {parts.length > 1 ? (
          <tfoot>
            <tr>
              <th scope="row">{t('detail.counts.together')}</th>
              <td>
                <CountCell value={sums.total} unlimited={sums.unlimited} />
              </td>
              <td>{writeNumber(sums.assigned)}</td>
              <td>
                <CountCell value={sums.available} unlimited={sums.unlimited} />
              </td>
              <td>
                <CountCell value={sums.retired} unlimited={0} />
              </td>
              <td />
            </tr>
          </tfoot>
        ) : null}
      </table>
      {parts.length > 1 && sums.unlimited > 0 ? (
        <p className="small soft">{t('detail.counts.unlimited')}</p>
      ) : null}
    </section>
  );
}
