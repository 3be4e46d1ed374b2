import { useMemo } from 'react';
import type { PersonLine } from '../holders/messages.ts';
import { DataText } from '../ui/data-text.tsx';
import { State, type Tone } from '../ui/state.tsx';
import type { Column } from '../ui/table/columns.ts';
import { useCommonWords, writeDate, writeNumber } from '../ui/words.ts';
import { usePeopleWords } from './words.ts';

/** Seldom filled; without them an e-mail address and the name of a location have room. */
export const hiddenAtFirst = 'invitations.notes';

/** Wide enough for all columns, and for those beside an open detail. */
export const peopleTableWidths = { all: 1008, beside: 520 };

/** The columns that stay while a detail stands beside the list. */
const besideDetail = new Set(['email', 'name', 'state', 'licences']);

export const stateTones: Readonly<Record<PersonLine['state'], Tone>> = {
  new: 'neutral',
  invited: 'info',
  associated: 'good',
  retired: 'neutral',
  unlisted: 'warning',
};

export function usePeopleColumns(isDetailOpen: boolean): Column<PersonLine>[] {
  const columns = useAllColumns();
  return useMemo(
    () => (isDetailOpen ? columns.filter(({ id }) => besideDetail.has(id)) : columns),
    [columns, isDetailOpen],
  );
}

function useAllColumns(): Column<PersonLine>[] {
  const t = usePeopleWords();
  const tc = useCommonWords();
  return useMemo(() => {
    const none = <span className="soft">{t('none')}</span>;
    const text = (value: string | undefined) => (value ? <DataText title={value}>{value}</DataText> : none);
    return [
      {
        id: 'email',
        title: t('col.email'),
        width: 'minmax(148px, 3fr)',
        sortable: true,
        canHide: false,
        cell: ({ email, id }) =>
          email ? (
            <DataText title={email}>{email}</DataText>
          ) : (
            <span className="clip soft">
              {t('no-email')} ({id})
            </span>
          ),
      },
      {
        id: 'name',
        title: t('col.name'),
        width: 'minmax(80px, 1fr)',
        sortable: true,
        cell: ({ name }) => text(name),
      },
      {
        id: 'id',
        title: t('col.id'),
        width: 'minmax(108px, 1fr)',
        sortable: true,
        cell: ({ id }) => text(id),
      },
      {
        id: 'state',
        title: t('col.state'),
        width: '152px',
        sortable: true,
        cell: (line) => <PersonStateCell line={line} />,
      },
      {
        id: 'licences',
        title: t('col.licences'),
        width: '92px',
        align: 'end',
        sortable: true,
        cell: ({ licences }) =>
          licences === undefined ? <span className="soft">{tc('age.never')}</span> : writeNumber(licences),
      },
      {
        id: 'invited',
        title: t('col.invited'),
        width: '108px',
        sortable: true,
        cell: ({ invitations }) => {
          const last = invitations.at(-1);
          return last ? writeDate(last.at) : none;
        },
      },
      {
        id: 'invitations',
        title: t('col.invitations'),
        width: '84px',
        align: 'end',
        sortable: true,
        cell: ({ invitations }) => (invitations.length > 0 ? writeNumber(invitations.length) : none),
      },
      {
        id: 'account',
        title: t('col.account'),
        width: '118px',
        cell: ({ shared }) =>
          shared > 0 ? <State tone="warning">{t('account.shared', { count: shared })}</State> : none,
      },
      {
        id: 'notes',
        title: t('col.notes'),
        width: 'minmax(52px, 1fr)',
        sortable: true,
        cell: ({ notes }) => text(notes),
      },
      {
        id: 'location',
        title: t('col.location'),
        width: 'minmax(88px, 1.5fr)',
        sortable: true,
        cell: ({ location }) => text(location),
      },
    ];
  }, [t, tc]);
}

/** Our word for a state; Apple's beside it where they differ. */
export function PersonStateCell({ line: { state, status } }: { line: Pick<PersonLine, 'state' | 'status'> }) {
  const t = usePeopleWords();
  const tc = useCommonWords();
  const own = t(`state.${state}`);
  const apple = status === undefined ? own : tc(`user.${status}`);
  return (
    <>
      <State tone={stateTones[state]}>{own}</State>
      {apple === own ? null : <span className="soft small">{apple}</span>}
    </>
  );
}
