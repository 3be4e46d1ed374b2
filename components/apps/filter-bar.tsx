import { changeParams } from '../console/route.ts';
import { useConsoleWords } from '../console/words.ts';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Select } from '../ui/select.tsx';
import { useCommonWords } from '../ui/words.ts';
import { type AssetFilter, shows } from './asset-rows.ts';

interface Props {
  filter: AssetFilter;
  shown: number;
  count: number;
}

/** Search and filters; each stands in the address. */
export function AssetFilterBar({ filter, shown, count }: Props) {
  const t = useConsoleWords();
  const tc = useCommonWords();
  const isFiltered = filter.type !== 'all' || filter.pricing !== 'all' || filter.show !== 'all';
  return (
    <FilterBar
      search={{
        label: t('apps.search'),
        placeholder: t('apps.search.placeholder'),
        value: filter.text,
        onChange: (q) => changeParams({ q }),
      }}
      count={{ shown, total: count }}
      onClear={
        isFiltered ? () => changeParams({ type: undefined, pricing: undefined, show: undefined }) : undefined
      }
    >
      <Select
        label={t('apps.filter.type')}
        isLabelHidden
        value={filter.type}
        options={(['all', 'App', 'Book'] as const).map((value) => ({
          value,
          text: t(`apps.filter.type.${value}`),
        }))}
        onChange={(type) => changeParams({ type: unlessAll(type) })}
      />
      <Select
        label={t('apps.filter.pricing')}
        isLabelHidden
        value={filter.pricing}
        options={[
          { value: 'all', text: t('apps.filter.pricing.all') },
          { value: 'STDQ', text: tc('asset.pricing.STDQ') },
          { value: 'PLUS', text: tc('asset.pricing.PLUS') },
        ]}
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
