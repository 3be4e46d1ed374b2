import { memo } from 'react';
import type { SearchHit } from '../../lib/cache/query-contract.ts';
import { AssetLine } from './asset-line.tsx';
import { HolderLine } from './holder-line.tsx';

interface Props {
  hit: SearchHit;
  nameOf: (uId: string) => string;
}

/** Drawn again for a new hit only: a key stroke and a step to the next line must not draw thirty lines. */
export const HitLine = memo(function HitLine({ hit, nameOf }: Props) {
  return hit.kind === 'asset' ? (
    <AssetLine hit={hit} nameOf={nameOf} />
  ) : (
    <HolderLine hit={hit} nameOf={nameOf} />
  );
});
