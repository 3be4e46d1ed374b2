import type { AssetRow } from '../../lib/cache/rows.ts';
import { DataText } from '../ui/data-text.tsx';
import { State } from '../ui/state.tsx';
import { UtilisationBar } from '../ui/utilisation-bar.tsx';
import { useCommonWords, writeNumber, writePercent } from '../ui/words.ts';
import { appTitle, getAppName } from './app-name.ts';
import { agree } from './asset-groups.ts';
import { AssetIcon } from './asset-icon.tsx';
import type { AssetLine } from './asset-lines.ts';
import { addsUp, isBelow } from './stock.ts';
import { type Sums, sumCounts, utilisation } from './sums.ts';
import { useAppsWords } from './words.ts';

/** The counts of a line: of its one location, or the sums over all. */
export function sumsOf({ group, part }: AssetLine): Sums {
  return part ? sumCounts([part.asset]) : group.sums;
}

/** The name with its icon; below an opened asset the location. */
export function NameCell({ group: { key, app, parts }, part }: AssetLine) {
  const tc = useCommonWords();
  if (part) return <DataText>{part.locationName}</DataText>;
  const name = getAppName(app);
  return (
    <>
      <AssetIcon adamId={key.adamId} isBook={parts[0].asset.productType === 'Book'} size={20} />
      {name === undefined ? (
        <span className="clip">
          {key.adamId} <span className="soft">{appTitle(tc, app)}</span>
        </span>
      ) : (
        <DataText title={name}>{name}</DataText>
      )}
      {key.pricingParam === 'PLUS' ? <span className="soft">{tc('asset.pricing.PLUS')}</span> : null}
    </>
  );
}

/**
 * A number; "unlimited" where nothing is limited, "10 + unlimited" where some of it is.
 * @param unlimited how many of the locations have no limit
 */
export function CountCell({ value, unlimited }: { value: number | undefined; unlimited: number }) {
  const t = useAppsWords();
  const tc = useCommonWords();
  if (value === undefined) {
    return <span className="soft">{unlimited > 0 ? tc('asset.unlimited') : t('apps.none')}</span>;
  }
  if (unlimited > 0) {
    return <span className="clip">{t('apps.partly-unlimited', { total: writeNumber(value) })}</span>;
  }
  return writeNumber(value);
}

/** How much of what is owned is assigned, as a bar with its number, or why that cannot be said. */
export function UsedCell(line: AssetLine) {
  const t = useAppsWords();
  const tc = useCommonWords();
  const { group, part } = line;
  const assets = part ? [part.asset] : group.parts.map(({ asset }) => asset);
  if (!assets.every(addsUp)) return <State tone="warning">{t('apps.odd')}</State>;
  const sums = sumsOf(line);
  const used = utilisation(sums);
  if (used === undefined) {
    return <span className="soft">{sums.unlimited > 0 ? tc('asset.unlimited') : t('apps.none')}</span>;
  }
  const tone = sums.available !== undefined && sums.available <= 0 ? 'warning' : 'plain';
  return (
    <>
      <UtilisationBar used={sums.assignedOfTotal} total={sums.total} tone={tone} />
      <span className="used-part">{writePercent(used)}</span>
    </>
  );
}

/** The low mark, and whether it is reached. */
export function LowCell(line: AssetLine) {
  const t = useAppsWords();
  const { group, part } = line;
  const low = part ? part.low : group.low;
  if (low !== undefined && isBelow(sumsOf(line).available, low)) {
    return <State tone="warning">{t('apps.below', { low })}</State>;
  }
  if (low !== undefined) return writeNumber(low);
  // Of several locations one may be short by a mark of its own.
  const isOneShort = !part && group.isShort;
  if (isOneShort) return <State tone="warning">{t('apps.below.place')}</State>;
  return <span className="soft">{t('apps.none')}</span>;
}

/** Yes or no, or that the locations do not agree. */
export function FlagCell({
  line: { group, part },
  read,
}: {
  line: AssetLine;
  read: (asset: AssetRow) => boolean;
}) {
  const t = useAppsWords();
  const flag = part ? read(part.asset) : agree(group, read);
  return t(flag === 'some' ? 'apps.some' : flag ? 'apps.yes' : 'apps.no');
}

/** As `FlagCell`, for what deserves a warning. */
export function ForEverCell({ group, part }: AssetLine) {
  const t = useAppsWords();
  const isForEver = (asset: AssetRow) => !asset.revocable;
  const flag = part ? isForEver(part.asset) : agree(group, isForEver);
  if (flag === false) return <span className="soft">{t('apps.none')}</span>;
  return <State tone="warning">{t(flag === 'some' ? 'apps.some' : 'apps.irrevocable')}</State>;
}
