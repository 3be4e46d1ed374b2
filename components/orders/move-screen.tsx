import { useState } from 'react';
import type { AssetKey } from '../../lib/cache/rows.ts';
import type { MoveWish } from '../../lib/orders/plan/wish.ts';
import { textOfFile } from '../../lib/people/text-of-file.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { useCache } from '../data/cache-context.ts';
import { useAttempt } from '../data/use-attempt.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Progress } from '../ui/progress.tsx';
import { Select } from '../ui/select.tsx';
import { State } from '../ui/state.tsx';
import { useCommonWords } from '../ui/words.ts';
import { AssetPicker } from './asset-picker.tsx';
import { type MovePairs, readMovePairs } from './move-pairs.ts';
import { startDraft } from './tab-draft.ts';
import { TextSource } from './text-source.tsx';
import { Unlinked } from './unlinked.tsx';
import { useAppNames } from './use-app-names.ts';
import { useOrdersWords } from './words.ts';
import './orders.css';

/** From user to device licences: which device is whose, which apps, and the plan that grants first and takes back after. */
export function MoveScreen({ params, locations }: ScreenProps) {
  const t = useOrdersWords();
  const tc = useCommonWords();
  const cache = useCache();
  const nameOf = useAppNames();
  const [uId, setUId] = useState(params.get('location') || (locations[0]?.uId ?? ''));
  const [read, setRead] = useState<MovePairs>();
  const [assets, setAssets] = useState<AssetKey[]>([]);
  const [isPicking, setPicking] = useState(false);
  const [isReading, setReading] = useState(false);
  const { run, failure } = useAttempt('storage-broken');
  if (locations.length === 0) return <Unlinked title={t('kind.move')} />;
  const readFrom = async (source: string | ArrayBuffer) => {
    const text = typeof source === 'string' ? source : textOfFile(new Uint8Array(source));
    setRead(undefined);
    setReading(true);
    setRead(await run(() => readMovePairs(cache, uId, text)));
    setReading(false);
  };
  const moves: MoveWish[] = (read?.pairs ?? []).flatMap((pair) =>
    assets.map((asset) => ({ asset, ...pair })),
  );
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
                setRead(undefined);
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
            <div className="stack">
              <div role="status">
                <p>{read ? t('move.pairs', { count: read.pairs.length }) : t('move.pairs.ask')}</p>
                {read && read.unknown > 0 ? (
                  <State tone="warning">{t('move.unknown', { count: read.unknown })}</State>
                ) : null}
              </div>
              <TextSource
                label={t('move.drop')}
                busy={isReading}
                onSource={(source) => void readFrom(source)}
              />
              {isReading ? <Progress label={tc('loading')} /> : null}
              {failure ? <FailurePanel failure={failure} /> : null}
            </div>
          </li>
        </ol>
        <div className="acts end">
          <Button
            look="primary"
            isDisabled={moves.length === 0}
            onPress={() => startDraft([{ uId, wish: { kind: 'move', moves } }])}
          >
            {moves.length === 0 ? t('move.plan.none') : t('move.plan', { count: moves.length })}
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
