import type { ReactNode } from 'react';
import { changeParams, typeParams } from '../console/route.ts';
import { inNoList } from '../holders/device-filter.ts';
import type { Answer, ListSummary } from '../holders/messages.ts';
import { useHolderWords } from '../holders/words.ts';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Select } from '../ui/select.tsx';
import { useDeviceWords } from './words.ts';

interface Props {
  params: URLSearchParams;
  answer: Answer | undefined;
  lists: readonly ListSummary[] | undefined;
  acts: ReactNode;
}

const ranges = ['0', '1-', '1', '2-9', '10-'] as const;

/** Search and filters; each stands in the address. */
export function DeviceFilters({ params, answer, lists, acts }: Props) {
  const t = useDeviceWords();
  const th = useHolderWords();
  const range = params.get('licences') ?? '';
  const list = params.get('list') ?? '';
  const isFiltered = range !== '' || list !== '' || params.has('ticked');
  const count =
    answer &&
    (answer.isComplete
      ? { shown: answer.total, total: answer.all }
      : th('reading.so-far', { count: answer.all }));
  return (
    <FilterBar
      search={{
        label: t('search'),
        placeholder: t('search.placeholder'),
        value: params.get('q') ?? '',
        onChange: (q) => typeParams({ q }),
      }}
      count={count}
      acts={acts}
      {...(isFiltered && {
        onClear: () => changeParams({ licences: undefined, list: undefined, ticked: undefined }),
      })}
    >
      <Select
        label={t('filter.licences')}
        isLabelHidden
        value={range}
        options={[
          { value: '', text: t('filter.licences.all') },
          ...ranges.map((value) => ({ value, text: t(`filter.licences.${value}`) })),
          // Written into the address by hand.
          ...(range !== '' && ranges.every((one) => one !== range)
            ? [{ value: range, text: t('filter.licences.other', { range }) }]
            : []),
        ]}
        onChange={(licences) => changeParams({ licences })}
      />
      {lists && lists.length > 0 ? (
        <Select
          label={t('filter.list')}
          isLabelHidden
          value={list}
          options={[
            { value: '', text: t('filter.list.all') },
            { value: inNoList, text: t('filter.list.none') },
            ...lists.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onChange={(next) => changeParams({ list: next })}
        />
      ) : null}
    </FilterBar>
  );
}
