import { useMemo, useState } from 'react';
import { fold } from '../../lib/cache/fold.ts';
import type { InvitationWay } from '../../lib/cache/knowledge-rows.ts';
import { findDue } from '../../lib/people/pending.ts';
import { changeParams, writeRoute } from '../console/route.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { useNow } from '../data/use-now.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { Select } from '../ui/select.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { useCommonWords } from '../ui/words.ts';
import { CopyDialog } from './copy-dialog.tsx';
import { useDeskColumns } from './desk-columns.tsx';
import { InvitationSheet } from './invitation-sheet.tsx';
import { type Letter, useLetter } from './letter.ts';
import { LetterDialog } from './letter-dialog.tsx';
import { MailtoDialog } from './mailto-dialog.tsx';
import { type DeskPerson, useAccepted, useDeskPeople } from './use-invitees.ts';
import { useInviting } from './use-inviting.ts';
import { useInvitationsWords } from './words.ts';
import './invitations.css';

/** Who waits for an invitation, and the ways in which it leaves this browser. */
export function InvitationsScreen({ params, locations }: ScreenProps) {
  const t = useInvitationsWords();
  const tc = useCommonWords();
  const uId = params.get('location') || (locations[0]?.uId ?? '');
  const people = useDeskPeople(uId);
  const [letter, setLetter] = useLetter();
  const [isWriting, setWriting] = useState(false);
  return (
    <>
      <header className="screen-head">
        <h1>{t('title')}</h1>
        {locations.length > 1 ? (
          <Select
            label={t('location')}
            isLabelHidden
            value={uId}
            options={locations.map((one) => ({ value: one.uId, text: one.locationName }))}
            onChange={(location) => changeParams({ location })}
          />
        ) : null}
        <Button isDisabled={!letter} onPress={() => setWriting(true)}>
          {t('letter')}
        </Button>
      </header>
      {!people || !letter ? (
        <p className="screen-body soft" role="status">
          {tc('loading')}
        </p>
      ) : people === 'unread' && locations.length > 0 ? (
        <div className="screen-body">
          <Empty title={t('unread')}>
            <p>{t('unread.text')}</p>
            <a href={writeRoute('/tokens')}>{t('unread.act')}</a>
          </Empty>
        </div>
      ) : people === 'unread' || people.length === 0 ? (
        <div className="screen-body">
          <Empty title={t('empty')}>
            <p>{t(locations.length > 0 ? 'empty.text' : 'empty.unlinked')}</p>
            <a href={writeRoute(locations.length > 0 ? '/people/import' : '/tokens', { location: uId })}>
              {t(locations.length > 0 ? 'empty.act' : 'empty.unlinked.act')}
            </a>
          </Empty>
        </div>
      ) : (
        <Desk key={uId} uId={uId} people={people} letter={letter} params={params} />
      )}
      {isWriting && letter ? (
        <LetterDialog
          letter={letter}
          onSave={(next) => {
            setLetter(next);
            setWriting(false);
          }}
          onClose={() => setWriting(false)}
        />
      ) : null}
    </>
  );
}

const shows = ['new', 'invited', 'due', 'accepted'] as const;
type Show = (typeof shows)[number];
const dayChoices = ['3', '7', '14', '30'] as const;
const ways: readonly InvitationWay[] = ['copy', 'mailto', 'eml', 'merge', 'sheet'];

interface DeskProps {
  uId: string;
  people: DeskPerson[];
  letter: Letter;
  params: URLSearchParams;
}

function Desk({ uId, people, letter, params }: DeskProps) {
  const t = useInvitationsWords();
  const now = useNow();
  const accepted = useAccepted(uId, people);
  const inviting = useInviting(uId, letter);
  const [text, setText] = useState('');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const days = dayChoices.find((one) => one === params.get('days')) ?? '7';
  const groups = useMemo(
    () => groupPeople(people, accepted, Number(days), now),
    [people, accepted, days, now],
  );
  const show = shows.find((one) => one === params.get('show')) ?? firstShow(groups);
  const shown = useMemo(() => {
    const asked = fold(text.trim());
    return groups[show].filter(({ name = '', email = '', clientUserId }) =>
      fold(`${name}\n${email}\n${clientUserId}`).includes(asked),
    );
  }, [groups, show, text]);
  const columns = useDeskColumns();
  const chosen = people.filter(
    ({ clientUserId, status }) => status === 'Registered' && ticked.has(clientUserId),
  );
  const tick = (rows: readonly DeskPerson[], selected: boolean) => {
    const next = new Set(ticked);
    for (const { clientUserId } of rows) {
      if (selected) next.add(clientUserId);
      else next.delete(clientUserId);
    }
    setTicked(next);
  };
  const tickedOfShown = shown.filter(({ clientUserId }) => ticked.has(clientUserId)).length;
  return (
    <div className="desk">
      <FilterBar
        search={{ label: t('search'), placeholder: t('search'), value: text, onChange: setText }}
        count={{ shown: shown.length, total: people.length }}
      >
        <Select
          label={t('show')}
          isLabelHidden
          value={show}
          options={shows.map((value) => ({
            value,
            text: t(`show.${value}`, { count: groups[value].length }),
          }))}
          onChange={(value) => changeParams({ show: value })}
        />
        <Select
          label={t('days')}
          isLabelHidden
          value={days}
          options={dayChoices.map((value) => ({ value, text: t('days.of', { count: Number(value) }) }))}
          onChange={(value) => changeParams({ days: value === '7' ? undefined : value })}
        />
      </FilterBar>
      {show === 'due' && groups.due.length > 0 ? <p className="desk-note soft">{t('due.help')}</p> : null}
      {inviting.failure ? (
        <div className="desk-note">
          <FailurePanel failure={inviting.failure} />
        </div>
      ) : null}
      <DataTable<DeskPerson>
        label={t('title')}
        columns={columns}
        count={shown.length}
        rowAt={(index) => shown[index]}
        minWidth={560}
        selection={{
          isSelected: ({ clientUserId }) => ticked.has(clientUserId),
          onSelect: ({ from, to, selected }) => tick(shown.slice(from, to + 1), selected),
          onSelectAll: (selected) => tick(shown, selected),
          state: tickedOfShown === 0 ? 'none' : tickedOfShown === shown.length ? 'all' : 'some',
        }}
        empty={<p className="strong">{t(`none.${show}`)}</p>}
      />
      {chosen.length > 0 ? (
        <section className="selection-bar" aria-label={t('ticked.label')}>
          <span className="grow" role="status">
            {t('ticked', { count: chosen.length })}
          </span>
          <Button look="quiet" onPress={() => setTicked(new Set())}>
            {t('ticked.none')}
          </Button>
          <MenuButton
            look="primary"
            label={t('invite', { count: chosen.length })}
            isDisabled={inviting.busy}
            entries={ways.map((id) => ({ id, text: t(`way.${id}`) }))}
            onAct={(way) => void inviting.invite(way, chosen)}
          />
        </section>
      ) : null}
      {inviting.shown?.way === 'copy' ? (
        <CopyDialog
          invitees={inviting.shown.invitees}
          onCopied={() => void inviting.noteCopied()}
          onClose={inviting.close}
        />
      ) : null}
      {inviting.shown?.way === 'mailto' ? (
        <MailtoDialog
          invitees={inviting.shown.invitees}
          letter={letter}
          onOpened={inviting.noteOpened}
          onClose={inviting.close}
        />
      ) : null}
      {inviting.shown?.way === 'sheet' ? (
        <InvitationSheet invitees={inviting.shown.invitees} letter={letter} onClose={inviting.close} />
      ) : null}
    </div>
  );
}

function groupPeople(
  people: readonly DeskPerson[],
  accepted: DeskPerson[],
  days: number,
  now: number,
): Record<Show, DeskPerson[]> {
  const waiting = people.filter(({ status }) => status === 'Registered');
  return {
    new: waiting.filter(({ invitations }) => invitations.length === 0),
    invited: waiting.filter(({ invitations }) => invitations.length > 0),
    due: findDue(waiting, { days, now }).map(({ person }) => person),
    accepted,
  };
}

/** What is worth a look at first. */
function firstShow(groups: Record<Show, DeskPerson[]>): Show {
  return (['new', 'due', 'accepted', 'invited'] as const).find((one) => groups[one].length > 0) ?? 'new';
}
