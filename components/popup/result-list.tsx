import { memo, useEffect, useRef } from 'react';
import type { SearchHit } from '../../lib/cache/query-contract.ts';
import { keyOfHit } from '../../lib/cache/search.ts';
import { AssetLine } from './asset-line.tsx';
import { HolderLine } from './holder-line.tsx';
import { usePopupWords } from './words.ts';

export const resultListId = 'results';
export const optionId = (index: number) => `result-${index}`;

interface Props {
  hits: SearchHit[];
  active: number;
  nameOf: (uId: string) => string;
  onHover: (index: number) => void;
  onOpen: (hit: SearchHit) => void;
}

/** The list that belongs to the search box; the focus stays in the box (ARIA combobox). */
export function ResultList({ hits, active, nameOf, onHover, onOpen }: Props) {
  const t = usePopupWords();
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list shows its active line as well
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active, hits]);
  return (
    <div ref={list} id={resultListId} role="listbox" aria-label={t('search.results', { count: hits.length })}>
      {hits.map((hit, index) => (
        // Keys are handled by the search box, which keeps the focus.
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above
        <div
          key={keyOfHit(hit)}
          id={optionId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="result"
          onPointerMove={() => onHover(index)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onOpen(hit)}
        >
          <Line hit={hit} nameOf={nameOf} />
        </div>
      ))}
    </div>
  );
}

/** Drawn again for a new hit only: a key stroke and a step to the next line must not draw thirty lines. */
const Line = memo(function Line({ hit, nameOf }: { hit: SearchHit; nameOf: Props['nameOf'] }) {
  return hit.kind === 'asset' ? (
    <AssetLine hit={hit} nameOf={nameOf} />
  ) : (
    <HolderLine hit={hit} nameOf={nameOf} />
  );
});
