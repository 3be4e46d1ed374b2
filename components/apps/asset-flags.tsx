import { State } from '../ui/state.tsx';
import type { AssetPart } from './asset-groups.ts';
import { addsUp } from './stock.ts';
import { useAppsWords } from './words.ts';

/** What holds for an asset, in words. */
export function AssetFlags({ parts }: { parts: readonly [AssetPart, ...AssetPart[]] }) {
  const t = useAppsWords();
  const { asset } = parts[0];
  const count = (test: (part: AssetPart) => boolean) => parts.filter(test).length;
  const forDevices = count((part) => part.asset.deviceAssignable);
  const forEver = count((part) => !part.asset.revocable);
  const odd = parts.filter((part) => !addsUp(part.asset));
  const platforms = [...new Set(parts.flatMap((part) => part.asset.supportedPlatforms))];
  return (
    <section>
      <h3>{t('detail.flags')}</h3>
      <ul className="flags">
        <li>
          {t(`detail.flag.${asset.productType}`)}, {t(`detail.flag.${asset.pricingParam}`)}
        </li>
        {platforms.length > 0 ? (
          <li>{t('detail.flag.platforms', { platforms: platforms.join(', ') })}</li>
        ) : null}
        <li>
          {forDevices === 0
            ? t('detail.flag.people')
            : t(forDevices === parts.length ? 'detail.flag.devices' : 'detail.flag.devices.some')}
        </li>
        <li>
          {forEver === 0 ? (
            t('detail.flag.revocable')
          ) : (
            <State tone="warning">
              {t(forEver === parts.length ? 'detail.flag.irrevocable' : 'detail.flag.irrevocable.some')}
            </State>
          )}
        </li>
        {parts.every((part) => part.asset.unlimited) ? <li>{t('detail.flag.unlimited')}</li> : null}
        {odd.map((part) => (
          <li key={part.asset.uId}>
            <State tone="warning">{t('detail.flag.odd', { location: part.locationName })}</State>
          </li>
        ))}
      </ul>
    </section>
  );
}
