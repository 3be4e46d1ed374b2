import { type AssetState, availableOf } from '../asset-list.ts';
import { type Call, join, members, type Route } from '../call.ts';
import { maxUnlimited, type SimulatorConfig } from '../config.ts';
import { pageOf } from '../paging.ts';
import { getBool, getChoice, getInt } from '../parameters.ts';

/** Reference 4.3. */
export const readAssets: Route = (call: Call) => {
  const { location, query, state } = call;
  const pageIndex = getInt(query, 'pageIndex') ?? 0;
  const unlimited = getBool(query, 'unlimited');
  const found = location.assets.list().filter(assetFilter(query, state.config));
  const chosen = found.filter((asset) => isInMode(asset, unlimited, state.config));
  const page = pageOf(chosen.length, pageIndex, state.config);
  const rows = chosen.slice(page.from, page.from + page.count);

  const separate = unlimited === true ? rows.filter((asset) => asset.total === 'unlimited') : [];
  const together = unlimited === true ? rows.filter((asset) => asset.total !== 'unlimited') : rows;
  return join(
    members({ assets: together.map((asset) => wireAsset(asset, state.config)) }),
    unlimited === true ? members({ unlimitedAssets: separate.map(wireUnlimited) }) : '',
    members({ ...page.fields, versionId: location.assets.log.current() }),
  );
};

/** The three modes of `unlimited` (reference 4.3, "Unlimited assets"). */
function isInMode(asset: AssetState, unlimited: boolean | undefined, config: SimulatorConfig): boolean {
  if (asset.total === 'unlimited') return unlimited !== false;
  return unlimited !== true || config.unlimitedTrueKeepsLimited;
}

function assetFilter(query: URLSearchParams, config: SimulatorConfig): (asset: AssetState) => boolean {
  const adamId = query.get('adamId');
  const productType = getChoice(query, 'productType', ['App', 'Book']);
  const pricingParam = getChoice(query, 'pricingParam', ['STDQ', 'PLUS']);
  const revocable = getBool(query, 'revocable');
  const deviceAssignable = getBool(query, 'deviceAssignable');
  const minAvailable = getInt(query, 'minAvailableCount') ?? -Infinity;
  const maxAvailable = getInt(query, 'maxAvailableCount') ?? Infinity;
  const minAssigned = getInt(query, 'minAssignedCount') ?? -Infinity;
  const maxAssigned = getInt(query, 'maxAssignedCount') ?? Infinity;
  return (asset) => {
    const available = availableOf(asset, config);
    return (
      (adamId === null || asset.adamId === adamId) &&
      (productType === undefined || asset.productType === productType) &&
      (pricingParam === undefined || asset.pricingParam === pricingParam) &&
      (revocable === undefined || asset.revocable === revocable) &&
      (deviceAssignable === undefined || asset.deviceAssignable === deviceAssignable) &&
      available >= minAvailable &&
      available <= maxAvailable &&
      asset.assigned >= minAssigned &&
      asset.assigned <= maxAssigned
    );
  };
}

function wireUnlimited(asset: AssetState) {
  return {
    adamId: asset.adamId,
    pricingParam: asset.pricingParam,
    productType: asset.productType,
    assignedCount: asset.assigned,
    deviceAssignable: asset.deviceAssignable,
    revocable: asset.revocable,
    supportedPlatforms: asset.supportedPlatforms,
  };
}

function wireAsset(asset: AssetState, config: SimulatorConfig) {
  return {
    ...wireUnlimited(asset),
    availableCount: availableOf(asset, config),
    retiredCount: asset.retired,
    totalCount: asset.total === 'unlimited' ? maxUnlimited : asset.total,
  };
}
