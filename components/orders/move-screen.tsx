import { useState } from 'react';
import { readIdsOfAddresses } from '../../lib/cache/addresses.ts';
import type { AssetKey } from '../../lib/cache/rows.ts';
import type { MoveWish } from '../../lib/orders/plan/wish.ts';
import { readHolderList } from '../../lib/people/read-holder-list.ts';
import { textOfFile } from '../../lib/people/text-of-file.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { useCache } from '../data/cache-context.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { AssetPicker } from './asset-picker.tsx';
import { startDraft } from './tab-draft.ts';
import { TextSource } from './text-source.tsx';
import { Unlinked } from './unlinked.tsx';
import { useAppNames } from './use-app-names.ts';
import { useOrdersWords } from './words.ts';
import './orders.css';

interface Pair {
  clientUserId: string;
  serialNumber: string;
}

/** From user to device licences: which device is whose, which apps, and the plan that grants first and takes back after. */
export function MoveScreen({ params, locations }: ScreenProps) {
  const t = useOrdersWords();
  const cache = useCache();
  const nameOf = useAppNames();
  const [uId, setUId] = useState(params.get('location') || (locations[0]?.uId ?? ''));
  const [pairs, setPairs] = useState<Pair[]>();
  const [assets, setAssets] = useState<AssetKey[]>([]);
  const [isPicking, setPicking] = useState(false);
  if (locations.length === 0) return <Unlinked title={t('kind.move')} />;
  const read = async (source: string | ArrayBuffer) => {
    const found = pairsOf(typeof source === 'string' ? source : textOfFile(new Uint8Array(source)));
    const ids = await readIdsOfAddresses(
      cache,
      uId,
      found.map(({ clientUserId }) => clientUserId),
    );
    setPairs(found.map((pair, at) => ({ ...pair, clientUserId: ids[at] ?? pair.clientUserId })));
  };
  const moves: MoveWish[] = (pairs ?? []).flatMap((pair) => assets.map((asset) => ({ asset, ...pair })));
  return (
    <>
      <header className="screen-head">
        <h1>{t('kind.move')}</h1>
      </header>
      <div className="screen-body">
        <p>{t('move.text')}</p>
        <ol className="steps">
          <li>
            <Select
              label={t('compose.location')}
              value={uId}
              options={locations.map((one) => ({ value: one.uId, text: one.locationName }))}
              onChange={(next) => {
                setUId(next);
                setAssets([]);
                setPairs(undefined);
              }}
            />
          </li>
          <li>
            <div className="acts">
              <span className="grow break">
                {assets.length === 0 ? t('move.assets') : assets.map(nameOf).join(', ')}
              </span>
              <Button onPress={() => setPicking(true)}>
                {t(assets.length === 0 ? 'compose.assets.choose' : 'compose.change')}
              </Button>
            </div>
          </li>
          <li>
            <p role="status">{pairs ? t('move.pairs', { count: pairs.length }) : t('move.pairs.ask')}</p>
            <TextSource label={t('move.drop')} busy={false} onSource={(source) => void read(source)} />
          </li>
        </ol>
        <div className="acts end">
          <Button
            look="primary"
            isDisabled={moves.length === 0}
            onPress={() => startDraft([{ uId, wish: { kind: 'move', moves } }])}
          >
            {t('move.plan', { count: moves.length })}
          </Button>
        </div>
      </div>
      {isPicking ? (
        <AssetPicker
          uId={uId}
          chosen={assets}
          onChoose={(next) => {
            setAssets(next);
            setPicking(false);
          }}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </>
  );
}

/** Rows with both a device and whose it is; a person is known by id or address. */
function pairsOf(text: string): Pair[] {
  const { entries } = readHolderList(text);
  return entries.flatMap(({ serialNumber, clientUserId, email }) => {
    const person = clientUserId ?? email;
    return serialNumber !== undefined && person !== undefined ? [{ clientUserId: person, serialNumber }] : [];
  });
}
