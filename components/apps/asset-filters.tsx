import type { ReactNode } from 'react';
import { changeParams, typeParams } from '../console/route.ts';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Select } from '../ui/select.tsx';
import { useCommonWords } from '../ui/words.ts';
import { type AssetFilter, pricings, shows, types } from './asset-filter.ts';
import { useAppsWords } from './words.ts';

interface Props {
  filter: AssetFilter;
  shown: number;
  count: number;
  /** Choice of columns, export. */
  acts: ReactNode;
}

/** Search and filters; each stands in the address. */
export function AssetFilters({ filter, shown, count, acts }: Props) {
  const t = useAppsWords();
  const tc = useCommonWords();
  const isFiltered = filter.type !== 'all' || filter.pricing !== 'all' || filter.show !== 'all';
  return (
    <FilterBar
      search={{
        label: t('apps.search'),
        placeholder: t('apps.search.placeholder'),
        value: filter.text,
        onChange: (q) => typeParams({ q }),
      }}
      count={shown === count ? t('apps.count', { count }) : t('apps.count.of', { shown, count })}
      onClear={
        isFiltered ? () => changeParams({ type: undefined, pricing: undefined, show: undefined }) : undefined
      }
      acts={acts}
    >
      <Select
        label={t('apps.filter.type')}
        isLabelHidden
        value={filter.type}
        options={types.map((value) => ({ value, text: t(`apps.filter.type.${value}`) }))}
        onChange={(type) => changeParams({ type: unlessAll(type) })}
      />
      <Select
        label={t('apps.filter.pricing')}
        isLabelHidden
        value={filter.pricing}
        options={pricings.map((value) => ({
          value,
          text: value === 'all' ? t('apps.filter.pricing.all') : tc(`asset.pricing.${value}`),
        }))}
        onChange={(pricing) => changeParams({ pricing: unlessAll(pricing) })}
      />
      <Select
        label={t('apps.filter.show')}
        isLabelHidden
        value={filter.show}
        options={shows.map((value) => ({ value, text: t(`apps.filter.show.${value}`) }))}
        onChange={(show) => changeParams({ show: unlessAll(show) })}
      />
    </FilterBar>
  );
}

const unlessAll = (value: string) => (value === 'all' ? undefined : value);
