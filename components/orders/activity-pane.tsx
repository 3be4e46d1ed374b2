import { useLiveQuery } from 'dexie-react-hooks';
import { readForeignChanges } from '../../lib/cache/activity-queries.ts';
import { holderOfKey } from '../../lib/cache/holdings/holder-key.ts';
import type { ActivityRow } from '../../lib/cache/order-rows.ts';
import { changeParams, writeRoute } from '../console/route.ts';
import { useCache } from '../data/cache-context.ts';
import { Pane } from '../holders/pane.tsx';
import { writeTime } from '../ui/words.ts';
import { activityText } from './activity-text.ts';
import { type NameOfAsset, useAppNames } from './use-app-names.ts';
import { useOrdersWords } from './words.ts';

/** More changes than these are only counted. */
const mostShown = 200;

/** One line of the log: what it was about. */
export function ActivityPane({ row }: { row: ActivityRow }) {
  const t = useOrdersWords();
  const { event } = row;
  return (
    <Pane
      title={activityText(t, event)}
      subtitle={`${row.locationName} · ${writeTime(row.at)}`}
      onClose={() => changeParams({ line: undefined })}
    >
      {'orderId' in event ? (
        <p>
          <a href={writeRoute('/orders', { open: event.orderId })}>{t('activity.order')}</a>
        </p>
      ) : (
        <ForeignChanges seq={row.seq} all={event.gained + event.lost} />
      )}
      <p className="small soft break">{t('activity.hash', { hash: row.hash })}</p>
    </Pane>
  );
}

function ForeignChanges({ seq, all }: { seq: number; all: number }) {
  const t = useOrdersWords();
  const cache = useCache();
  const nameOf = useAppNames();
  const parts = useLiveQuery(() => readForeignChanges(cache, seq), [cache, seq]);
  if (!parts) return null;
  const lines = parts.flatMap(({ gained, lost }) => [
    ...gained.map((pair) => ({ pair, way: 'gained' as const })),
    ...lost.map((pair) => ({ pair, way: 'lost' as const })),
  ]);
  return (
    <section>
      <p>{t('activity.foreign.text')}</p>
      <ul>
        {lines.slice(0, mostShown).map(({ pair: [holder, asset], way }) => (
          <li key={`${way} ${holder} ${asset}`} className="break">
            {t(`activity.${way}.line`, { holder: holderOfKey(holder).id, app: nameOfPair(asset, nameOf) })}
          </li>
        ))}
      </ul>
      {all > Math.min(lines.length, mostShown) ? (
        <p className="small">{t('activity.more', { count: all - Math.min(lines.length, mostShown) })}</p>
      ) : null}
    </section>
  );
}

function nameOfPair(text: string, nameOf: NameOfAsset): string {
  const [adamId = '', pricing] = text.split('/');
  return nameOf({ adamId, pricingParam: pricing === 'PLUS' ? 'PLUS' : 'STDQ' });
}
