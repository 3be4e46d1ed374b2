import { useState } from 'react';
import type { AssetKey, Holder, LocationRow } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { AssetPicker } from './asset-picker.tsx';
import { assetsOf, type DraftPart, getBlock, holdersOf, mergeHolders, wishOf } from './draft.ts';
import { HolderPicker } from './holder-picker.tsx';
import { holdersHere } from './holders-here.ts';
import { holdersText } from './plan-text.ts';
import { useAppNames } from './use-app-names.ts';
import { useOrdersWords } from './words.ts';

interface Props {
  part: DraftPart;
  /** Whether the location may still be chosen. */
  isAlone: boolean;
  locations: readonly LocationRow[];
  onChange: (part: DraftPart) => void;
}

type Asking = 'assets' | 'holders';
/** So many names stand in the line, the others are counted. */
const mostNames = 3;

/** What is wanted, in three lines, each of which can be changed; what comes from an order before is fixed. */
export function ComposePanel({ part, isAlone, locations, onChange }: Props) {
  const t = useOrdersWords();
  const cache = useCache();
  const [asking, setAsking] = useState<Asking>();
  const { uId, wish } = part;
  const assets = assetsOf(wish);
  const holders = holdersOf(wish);
  const isPick = getBlock(wish) !== undefined;
  const canAddHolders = isPick || wish.kind === 'take-all-back' || wish.kind === 'retire';
  const rewrite = (nextAssets: readonly AssetKey[], nextHolders: readonly Holder[]) =>
    onChange({ ...part, wish: wishOf(wish.kind, nextAssets, nextHolders) });
  const move = async (next: string) =>
    onChange({ ...part, uId: next, wish: wishOf(wish.kind, [], await holdersHere(cache, next, holders)) });
  const people = new Set(holders.flatMap(({ kind, id }) => (kind === 'user' ? id : []))).size;
  const devices = new Set(holders.flatMap(({ kind, id }) => (kind === 'device' ? id : []))).size;

  return (
    <section className="compose" aria-label={t('compose.label')}>
      <div className="compose-line">
        <span className="compose-name">{t('compose.location')}</span>
        {isAlone && canAddHolders && locations.length > 1 && part.from === undefined ? (
          <Select
            label={t('compose.location')}
            isLabelHidden
            value={uId}
            options={[
              ...(uId === '' ? [{ value: '', text: t('compose.location.choose') }] : []),
              ...locations.map((one) => ({ value: one.uId, text: one.locationName })),
            ]}
            onChange={(next) => void move(next)}
          />
        ) : (
          <span className="strong break">
            {locations.find((one) => one.uId === uId)?.locationName ?? uId}
          </span>
        )}
      </div>
      {isPick || assets.length > 0 ? (
        <div className="compose-line">
          <span className="compose-name">{t('compose.assets')}</span>
          <AssetNames assets={assets} />
          {isPick ? (
            <Button isDisabled={uId === ''} onPress={() => setAsking('assets')}>
              {t(assets.length === 0 ? 'compose.assets.choose' : 'compose.change')}
            </Button>
          ) : null}
        </div>
      ) : null}
      <div className="compose-line">
        <span className="compose-name">{t('compose.holders')}</span>
        <span className={holders.length === 0 ? 'soft grow' : 'strong grow'}>
          {holders.length === 0 ? t('compose.holders.none') : holdersText(t, { people, devices })}
        </span>
        {canAddHolders ? (
          <>
            <Button isDisabled={uId === ''} onPress={() => setAsking('holders')}>
              {t('compose.holders.add')}
            </Button>
            {holders.length > 0 ? (
              <Button look="quiet" onPress={() => rewrite(assets, [])}>
                {t('compose.holders.clear')}
              </Button>
            ) : null}
          </>
        ) : null}
      </div>
      {asking === 'assets' ? (
        <AssetPicker
          uId={uId}
          chosen={assets}
          onChoose={(next) => {
            rewrite(next, holders);
            setAsking(undefined);
          }}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
      {asking === 'holders' ? (
        <HolderPicker
          uId={uId}
          only={wish.kind === 'retire' ? 'user' : undefined}
          onChoose={(more) => {
            rewrite(assets, mergeHolders(holders, more));
            setAsking(undefined);
          }}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </section>
  );
}

function AssetNames({ assets }: { assets: readonly AssetKey[] }) {
  const t = useOrdersWords();
  const nameOf = useAppNames();
  const names = [...new Set(assets.map(nameOf))];
  if (names.length === 0) return <span className="soft grow">{t('compose.assets.none')}</span>;
  const shown = names.slice(0, mostNames).join(', ');
  const more = names.length - mostNames;
  return (
    <span className="strong grow break" dir="auto" title={names.slice(0, 50).join('\n')}>
      {more > 0 ? t('compose.more', { names: shown, count: more }) : shown}
    </span>
  );
}
