import { useLiveQuery } from 'dexie-react-hooks';
import { readHolder } from '../../lib/cache/holdings-queries.ts';
import { readListsOf } from '../../lib/cache/list-queries.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { changeParams } from '../console/route.ts';
import { useCache } from '../data/cache-context.ts';
import { HoldingsList } from '../holders/holdings-list.tsx';
import { Pane } from '../holders/pane.tsx';
import { partsOfDevices } from '../orders/gather.ts';
import { OrderMenu } from '../orders/order-menu.tsx';
import { Button } from '../ui/button.tsx';
import { useDeviceWords } from './words.ts';

interface Props {
  serial: string;
  locations: readonly LocationRow[];
  onClose: () => void;
}

/** One device beside the list: what it holds in each location, and which saved lists name it. */
export function DevicePane({ serial, locations, onClose }: Props) {
  const t = useDeviceWords();
  const cache = useCache();
  const holdings = useLiveQuery(() => readHolder(cache, { kind: 'device', id: serial }), [cache, serial]);
  const lists = useLiveQuery(() => readListsOf(cache, { kind: 'device', id: serial }), [cache, serial]);
  return (
    <Pane title={serial} onClose={onClose}>
      {holdings ? (
        <div className="acts">
          <OrderMenu
            kinds={holdings.length > 0 ? ['grant', 'take-back', 'take-all-back'] : ['grant']}
            gather={(kind) =>
              partsOfDevices(kind, [{ serial, places: holdings.map(({ uId }) => uId) }], locations, '')
            }
          />
        </div>
      ) : null}
      {holdings?.length === 0 && locations.every(({ holdingsAt }) => holdingsAt !== undefined) ? (
        <p className="soft">{t('pane.unknown')}</p>
      ) : null}
      <HoldingsList holdings={holdings} locations={locations} />
      <section>
        <h3>{t('pane.lists')}</h3>
        {lists?.length === 0 ? <p className="soft">{t('pane.lists.none')}</p> : null}
        <ul>
          {lists?.map(({ id, name }) => (
            <li key={id}>
              <Button look="link" onPress={() => changeParams({ list: id })}>
                {name}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </Pane>
  );
}
