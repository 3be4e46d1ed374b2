import type { ReactNode } from 'react';
import { changeParams, typeParams } from '../console/route.ts';
import type { Answer, ListSummary } from '../holders/messages.ts';
import type { PeopleFilter } from '../holders/people-filter.ts';
import { personStates } from '../holders/people-rows.ts';
import { useHolderWords } from '../holders/words.ts';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Select } from '../ui/select.tsx';
import { usePeopleWords } from './words.ts';

interface Props {
  filter: PeopleFilter;
  answer: Answer | undefined;
  lists: readonly ListSummary[] | undefined;
  acts: ReactNode;
}

const unlessAll = (value: string) => (value === 'all' ? undefined : value);

/** Search and filters; each stands in the address. */
export function PeopleFilters({ filter, answer, lists, acts }: Props) {
  const t = usePeopleWords();
  const th = useHolderWords();
  const { state, list, licences, shared } = filter;
  const isFiltered = state !== 'all' || list !== '' || licences !== 'all' || shared || filter.ticked;
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
        value: filter.text,
        onChange: (q) => typeParams({ q }),
      }}
      count={count}
      acts={acts}
      {...(isFiltered && {
        onClear: () =>
          changeParams({
            state: undefined,
            list: undefined,
            licences: undefined,
            account: undefined,
            ticked: undefined,
          }),
      })}
    >
      <Select
        label={t('filter.state')}
        isLabelHidden
        value={state}
        options={[
          { value: 'all', text: t('filter.state.all') },
          { value: 'active', text: t('filter.state.active') },
          ...personStates.map((value) => ({ value, text: t(`state.${value}`) })),
        ]}
        onChange={(next) => changeParams({ state: unlessAll(next) })}
      />
      <Select
        label={t('filter.licences')}
        isLabelHidden
        value={licences}
        options={(['all', 'some', 'none'] as const).map((value) => ({
          value,
          text: t(`filter.licences.${value}`),
        }))}
        onChange={(next) => changeParams({ licences: unlessAll(next) })}
      />
      <Select
        label={t('filter.account')}
        isLabelHidden
        value={shared ? 'shared' : 'all'}
        options={(['all', 'shared'] as const).map((value) => ({
          value,
          text: t(`filter.account.${value}`),
        }))}
        onChange={(next) => changeParams({ account: unlessAll(next) })}
      />
      {lists && lists.length > 0 ? (
        <Select
          label={t('filter.list')}
          isLabelHidden
          value={list}
          options={[
            { value: '', text: t('filter.list.all') },
            ...lists.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onChange={(next) => changeParams({ list: next })}
        />
      ) : null}
    </FilterBar>
  );
}
