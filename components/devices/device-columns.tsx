import { useMemo } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import type { DeviceLine, ListSummary } from '../holders/messages.ts';
import { Age } from '../ui/age.tsx';
import { DataText } from '../ui/data-text.tsx';
import { State } from '../ui/state.tsx';
import type { Column } from '../ui/table/columns.ts';
import { writeNumber } from '../ui/words.ts';
import { listNames, oldestAge } from './device-facts.ts';
import { useDeviceWords } from './words.ts';

/** Wide enough for all columns, and for those beside an open detail. */
export const deviceTableWidths = { all: 732, beside: 420 };

const besideDetail = new Set(['serial', 'licences', 'lists']);

export function useDeviceColumns(
  isDetailOpen: boolean,
  lists: readonly ListSummary[] | undefined,
  locations: readonly LocationRow[],
): Column<DeviceLine>[] {
  const t = useDeviceWords();
  return useMemo(() => {
    const none = <span className="soft">{t('none')}</span>;
    const text = (value: string) => (value === '' ? none : <DataText title={value}>{value}</DataText>);
    const columns: Column<DeviceLine>[] = [
      {
        id: 'serial',
        title: t('col.serial'),
        width: 'minmax(140px, 1fr)',
        sortable: true,
        canHide: false,
        cell: ({ serial }) => serial,
      },
      {
        id: 'licences',
        title: t('col.licences'),
        width: '132px',
        align: 'end',
        sortable: true,
        cell: ({ licences }) =>
          licences === 0 ? <State tone="neutral">{t('nothing')}</State> : writeNumber(licences),
      },
      {
        id: 'locations',
        title: t('col.locations'),
        width: 'minmax(140px, 2fr)',
        sortable: true,
        cell: (line) => text(line.locations.join(', ')),
      },
      {
        id: 'lists',
        title: t('col.lists'),
        width: 'minmax(132px, 1fr)',
        sortable: true,
        cell: (line) => text(listNames(line, lists).join(', ')),
      },
      {
        id: 'age',
        title: t('col.age'),
        width: '108px',
        cell: (line) => {
          const at = oldestAge(line, locations);
          return at === undefined ? none : <Age at={at} form="plain" />;
        },
      },
    ];
    return isDetailOpen ? columns.filter(({ id }) => besideDetail.has(id)) : columns;
  }, [t, isDetailOpen, lists, locations]);
}
