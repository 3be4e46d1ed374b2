import { useMemo } from 'react';
import { Age } from '../ui/age.tsx';
import { DataText } from '../ui/data-text.tsx';
import { State } from '../ui/state.tsx';
import type { Column } from '../ui/table/columns.ts';
import { writeNumber } from '../ui/words.ts';
import { type DeskPerson, titleOf } from './use-invitees.ts';
import { useInvitationsWords } from './words.ts';

export function useDeskColumns(): Column<DeskPerson>[] {
  const t = useInvitationsWords();
  return useMemo(() => {
    const none = <span className="soft">–</span>;
    return [
      {
        id: 'person',
        title: t('col.person'),
        width: 'minmax(160px, 2fr)',
        cell: (person) => {
          const { name, email, clientUserId } = person;
          return (
            <span className="clip" dir="auto" title={[name, email, clientUserId].filter(Boolean).join('\n')}>
              {titleOf(person)} {name && email ? <span className="soft">{email}</span> : null}
            </span>
          );
        },
      },
      {
        id: 'state',
        title: t('col.state'),
        width: '112px',
        cell: ({ status, invitations }) =>
          status === 'Associated' ? (
            <State tone="good">{t('state.associated')}</State>
          ) : invitations.length > 0 ? (
            <State tone="info">{t('state.invited')}</State>
          ) : (
            <State tone="neutral">{t('state.new')}</State>
          ),
      },
      {
        id: 'last',
        title: t('col.last'),
        width: '128px',
        cell: ({ invitations }) => {
          const last = invitations.at(-1);
          return last ? <Age at={last.at} form="plain" /> : none;
        },
      },
      {
        id: 'way',
        title: t('col.way'),
        width: 'minmax(90px, 1fr)',
        cell: ({ invitations }) => {
          const last = invitations.at(-1);
          return last ? <DataText>{t(`sent.${last.way}`)}</DataText> : none;
        },
      },
      {
        id: 'times',
        title: t('col.times'),
        width: '72px',
        align: 'end',
        cell: ({ invitations }) => (invitations.length > 0 ? writeNumber(invitations.length) : none),
      },
    ];
  }, [t]);
}
