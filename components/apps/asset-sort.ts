/** The order of Apps & Books. Pure. */
import { compareValues, type Sort } from '../ui/table/columns.ts';
import { getAppName } from './app-name.ts';
import { type AssetGroup, agree, assetKeyText } from './asset-groups.ts';
import { utilisation } from './sums.ts';

const flagOrder = (flag: boolean | 'some') => (flag === 'some' ? 0.5 : Number(flag));
const getName = ({ app }: AssetGroup) => getAppName(app);

const values: Readonly<Record<string, (group: AssetGroup) => string | number | undefined>> = {
  name: getName,
  id: ({ key }) => key.adamId,
  type: ({ parts }) => parts[0].asset.productType,
  pricing: ({ key }) => key.pricingParam,
  platforms: ({ parts }) => parts[0].asset.supportedPlatforms.join(' '),
  // Unlimited is no number: it comes last either way.
  total: ({ sums }) => sums.total,
  assigned: ({ sums }) => sums.assigned,
  available: ({ sums }) => sums.available,
  retired: ({ sums }) => sums.retired,
  used: ({ sums }) => utilisation(sums),
  device: (group) => flagOrder(agree(group, (asset) => asset.deviceAssignable)),
  irrevocable: (group) => flagOrder(agree(group, (asset) => !asset.revocable)),
  locations: ({ parts }) => parts.length,
  low: ({ low, parts }) => low ?? parts.find((part) => part.low !== undefined)?.low,
  age: ({ asOf }) => -asOf,
};

/** A sorted copy; equal ones by name and id, so that the order is always the same. */
export function sortGroups(groups: readonly AssetGroup[], { column, descending }: Sort): AssetGroup[] {
  const read = values[column] ?? getName;
  return [...groups].sort(
    (a, b) =>
      compareValues(read(a), read(b), descending) ||
      compareValues(getName(a), getName(b), false) ||
      compareValues(assetKeyText(a.key), assetKeyText(b.key), false),
  );
}
