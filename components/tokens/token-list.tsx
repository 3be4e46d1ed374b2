import X from 'lucide-react/icons/x';
import { useEffect, useMemo, useRef } from 'react';
import { changeParams, typeParams } from '../console/route.ts';
import { IconButton } from '../ui/button.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Select } from '../ui/select.tsx';
import { nextSort, readSort, writeSort } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { LocationPanel } from './location-panel.tsx';
import { tokenTableWidths, useTokenColumns } from './token-columns.tsx';
import { filterLines, groups, readFilter, sortLines, type TokenLine } from './token-lines.ts';
import { useTokensWords } from './words.ts';

interface Props {
  lines: readonly TokenLine[];
  params: URLSearchParams;
}

/** Many locations: one line each, the next to end first; the detail stands beside. */
export function TokenList({ lines, params }: Props) {
  const t = useTokensWords();
  const filter = readFilter(params);
  const sort = readSort(params.get('sort') ?? 'ends');
  const address = params.toString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address holds filter and sort
  const shown = useMemo(() => sortLines(filterLines(lines, filter), sort), [lines, address]);
  const open = params.get('open');
  const opened = lines.find(({ location }) => location.uId === open);
  const columns = useTokenColumns(open !== null);
  return (
    <div className="beside tokens-list">
      <div className="beside-list">
        <FilterBar
          search={{
            label: t('list.search'),
            placeholder: t('list.search.placeholder'),
            value: filter.text,
            onChange: (q) => typeParams({ q }),
          }}
          count={
            shown.length === lines.length
              ? t('list.count', { count: lines.length })
              : t('list.count.of', { shown: shown.length, count: lines.length })
          }
          onClear={filter.group === 'all' ? undefined : () => changeParams({ state: undefined })}
        >
          <Select
            label={t('list.filter')}
            isLabelHidden
            value={filter.group}
            options={groups.map((value) => ({ value, text: t(`list.filter.${value}`) }))}
            onChange={(group) => changeParams({ state: group === 'all' ? undefined : group })}
          />
        </FilterBar>
        <DataTable
          label={t('list.label')}
          columns={columns}
          count={shown.length}
          rowAt={(index) => shown[index]}
          minWidth={open === null ? tokenTableWidths.all : tokenTableWidths.beside}
          sort={sort}
          onSort={(column) => changeParams({ sort: writeSort(nextSort(sort, column)) })}
          openIndex={shown.findIndex(({ location }) => location.uId === open)}
          onOpen={({ location }) => changeParams({ open: location.uId })}
          empty={
            <>
              <p className="strong">{t('list.none')}</p>
              <p className="soft">{t('list.none.text', { count: lines.length })}</p>
            </>
          }
        />
      </div>
      {open === null ? null : (
        <TokenPane key={open} line={opened} onClose={() => changeParams({ open: undefined })} />
      )}
    </div>
  );
}

/** One location beside the list. Escape closes it. */
function TokenPane({ line, onClose }: { line: TokenLine | undefined; onClose: () => void }) {
  const t = useTokensWords();
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    frame.current?.focus({ preventScroll: true });
    return () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);
  return (
    <aside
      ref={frame}
      tabIndex={-1}
      className="beside-detail token-pane"
      aria-label={line?.location.locationName ?? t('list.gone')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="token-pane-head">
        {line ? null : <p className="grow">{t('list.gone')}</p>}
        <IconButton label={t('list.close')} onPress={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {line ? <LocationPanel {...line} /> : null}
    </aside>
  );
}
