import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { SearchField } from './search-field.tsx';
import { useCommonWords } from './words.ts';
import './filter-bar.css';

interface Props {
  search?: { label: string; placeholder: string; value: string; onChange: (text: string) => void };
  /** How many rows are shown of how many; left out while they are being read. A text says it in the screen's words. */
  count?: { shown: number; total: number } | string | undefined;
  /** Offered when given: takes back all filters but the search. */
  onClear?: (() => void) | undefined;
  /** At the end: choice of columns, export. */
  acts?: ReactNode;
  /** The filters: selects. */
  children?: ReactNode;
}

/** Above a table: search, filters, how many rows are left, and what can be done with them all. */
export function FilterBar({ search, count, onClear, acts, children }: Props) {
  const t = useCommonWords();
  return (
    <div className="filter-bar">
      {search ? (
        <div className="filter-search">
          <SearchField {...search} />
        </div>
      ) : null}
      {children}
      {onClear ? (
        <Button look="quiet" onPress={onClear}>
          {t('filter.clear')}
        </Button>
      ) : null}
      <div className="filter-end">
        {/* Always there, so that a reader hears its change. */}
        <span className="filter-count soft" role="status">
          {useCountText(count)}
        </span>
        {acts}
      </div>
    </div>
  );
}

function useCountText(count: Props['count']): string {
  const t = useCommonWords();
  if (count === undefined || typeof count === 'string') return count ?? '';
  const { shown, total } = count;
  return shown === total
    ? t('filter.count', { count: total })
    : t('filter.count.of', { shown, count: total });
}
