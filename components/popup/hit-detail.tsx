import { useLiveQuery } from 'dexie-react-hooks';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import { useEffect, useRef } from 'react';
import type { SearchHit } from '../../lib/cache/query-contract.ts';
import type { AppRow } from '../../lib/cache/rows.ts';
import { appTitle } from '../apps/app-name.ts';
import { useCache } from '../data/cache-context.ts';
import { holderTitle } from '../look-up/holder-line.tsx';
import { IconButton } from '../ui/button.tsx';
import { useCommonWords } from '../ui/words.ts';
import { AssetDetail } from './asset-detail.tsx';
import { HolderDetail } from './holder-detail.tsx';

interface Props {
  hit: SearchHit;
  nameOf: (uId: string) => string;
  onBack: () => void;
}

/** One opened hit; Escape goes back to the results. */
export function HitDetail({ hit, nameOf, onBack }: Props) {
  const t = useCommonWords();
  const app = useApp(hit);
  const frame = useRef<HTMLElement>(null);
  useEffect(() => frame.current?.focus(), []);
  return (
    <section
      ref={frame}
      tabIndex={-1}
      className="detail"
      aria-labelledby="detail-title"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onBack();
      }}
    >
      <header className="detail-head">
        <IconButton label={t('act.back')} onPress={onBack}>
          <ArrowLeft size={16} aria-hidden className="turns" />
        </IconButton>
        <h2 id="detail-title" className="break">
          <bdi>{hit.kind === 'asset' ? appTitle(t, app) : holderTitle(hit)}</bdi>
        </h2>
      </header>
      {hit.kind === 'asset' ? (
        <AssetDetail hit={hit} app={app} nameOf={nameOf} />
      ) : (
        <HolderDetail hit={hit} nameOf={nameOf} />
      )}
    </section>
  );
}

/** Live, since it may be named here. */
function useApp(hit: SearchHit): AppRow | undefined {
  const cache = useCache();
  const adamId = hit.kind === 'asset' ? hit.key.adamId : '';
  const known = hit.kind === 'asset' ? hit.app : undefined;
  return useLiveQuery(() => cache.apps.get(adamId), [cache, adamId], known);
}
