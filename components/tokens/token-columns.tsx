import { useMemo } from 'react';
import { getHolder } from '../../lib/cache/holder-alarm.ts';
import { readAt } from '../health/age-of-location.ts';
import { Age } from '../ui/age.tsx';
import { DataText } from '../ui/data-text.tsx';
import { State } from '../ui/state.tsx';
import type { Column } from '../ui/table/columns.ts';
import { useCommonWords, writeDate, writeNumber } from '../ui/words.ts';
import { nameOfMdm } from './name-of-mdm.ts';
import { isIn, type TokenLine } from './token-lines.ts';
import { useTokensWords } from './words.ts';

/** The narrowest that the columns fit into, in CSS pixels. */
export const tokenTableWidths = { all: 860, beside: 420 };

/** @param isBeside a detail takes half of the room: the columns that say most stay */
export function useTokenColumns(isBeside: boolean): Column<TokenLine>[] {
  const t = useTokensWords();
  const tc = useCommonWords();
  return useMemo(() => {
    const columns: Column<TokenLine>[] = [
      {
        id: 'name',
        title: t('list.col.name'),
        width: 'minmax(140px, 2fr)',
        sortable: true,
        canHide: false,
        cell: ({ location }) => <DataText>{location.locationName}</DataText>,
      },
      {
        id: 'state',
        title: t('list.col.state'),
        width: '150px',
        sortable: true,
        cell: ({ diagnosis: { state, tone, days } }) => (
          <State tone={tone}>{tc(`state.${state}`, { count: days ?? 0 })}</State>
        ),
      },
      {
        id: 'ends',
        title: t('list.col.ends'),
        width: '110px',
        align: 'end',
        sortable: true,
        cell: ({ location }) => writeDate(location.expiresAt),
      },
      {
        id: 'days',
        title: t('list.col.days'),
        width: '90px',
        align: 'end',
        cell: ({ diagnosis }) => writeNumber(diagnosis.daysLeft),
      },
      {
        id: 'holder',
        title: t('list.col.holder'),
        width: 'minmax(120px, 1fr)',
        sortable: true,
        cell: ({ location, diagnosis }) => {
          const holder = getHolder(location);
          const name = <DataText>{holder ? nameOfMdm(holder) : ''}</DataText>;
          if (!isIn('holder', diagnosis)) return name;
          return (
            <>
              <State tone="warning">{t('list.holder.alarm')}</State>
              {name}
            </>
          );
        },
      },
      {
        id: 'organisation',
        title: t('list.col.organisation'),
        width: 'minmax(100px, 1fr)',
        sortable: true,
        cell: ({ location }) => <DataText>{location.orgName}</DataText>,
      },
      {
        id: 'read',
        title: t('list.col.read'),
        width: '110px',
        cell: ({ location }) => {
          const at = readAt(location);
          return at === undefined ? t('fact.read.never') : <Age at={at} form="plain" />;
        },
      },
    ];
    return isBeside ? columns.slice(0, 3) : columns;
  }, [t, tc, isBeside]);
}
