import { changeParams } from '../console/route.ts';
import { useConsoleWords } from '../console/words.ts';
import { Button } from '../ui/button.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Select } from '../ui/select.tsx';
import { useCommonWords } from '../ui/words.ts';
import { type AssetFilter, shows } from './asset-rows.ts';

interface Props {
  filter: AssetFilter;
  shown: number;
  count: number;
}

/** Search and filters; each stands in the address. */
export function FilterBar({ filter, shown, count }: Props) {
  const t = useConsoleWords();
  const tc = useCommonWords();
  const isFiltered = filter.type !== 'all' || filter.pricing !== 'all' || filter.show !== 'all';
  return (
    <div className="filter-bar">
      <div className="filter-search">
        <SearchField
          label={t('apps.search')}
          placeholder={t('apps.search.placeholder')}
          value={filter.text}
          onChange={(q) => changeParams({ q })}
        />
      </div>
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
      {isFiltered ? (
        <Button
          look="quiet"
          onPress={() => changeParams({ type: undefined, pricing: undefined, show: undefined })}
        >
          {t('apps.filter.clear')}
        </Button>
      ) : null}
      <span className="filter-count soft" role="status">
        {shown === count ? t('apps.count', { count }) : t('apps.count.of', { shown, count })}
      </span>
    </div>
  );
}

const unlessAll = (value: string) => (value === 'all' ? undefined : value);
