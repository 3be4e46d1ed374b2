import type { ReactNode } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { writeRoute } from '../console/route.ts';
import { useSyncs } from '../data/use-rows.ts';
import { Age } from '../ui/age.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Progress } from '../ui/progress.tsx';
import { State } from '../ui/state.tsx';
import { useCommonWords, writeNumber } from '../ui/words.ts';
import type { HolderClient } from './holder-client.ts';
import type { Answer } from './messages.ts';
import { UnreadPlaces } from './unread-places.tsx';
import type { TableTrouble } from './use-holder-table.ts';
import { useHolderWords } from './words.ts';
import '../apps/apps.css';
import './holders.css';

interface Props {
  title: string;
  locations: readonly LocationRow[];
  /** The chosen location; empty for all. */
  location: string;
  /** When what the table shows of a location was read. */
  ageOf: (location: LocationRow) => number | undefined;
  /** Whether all that the table shows of a location was read once. */
  isRead: (location: LocationRow) => boolean;
  /** undefined until the first answer. */
  answer: Answer | undefined;
  trouble: TableTrouble | undefined;
  client: HolderClient | undefined;
  /** What to do first, when there is nothing at all. */
  empty: { title: string; text: string };
  /** At the end of the heading. */
  acts: ReactNode;
  children: ReactNode;
}

/** Around a table of people or devices: heading with its age, and every state in which there is no table to draw. */
export function HolderScreenFrame(props: Props) {
  const { title, locations, location, ageOf, answer, trouble, client, acts, children } = props;
  const t = useHolderWords();
  const tc = useCommonWords();
  const chosen = locations.filter(({ uId }) => location === '' || uId === location);
  const ages = chosen.map(ageOf).filter((time) => time !== undefined);
  const read = chosen.filter(props.isRead).length;
  const isSyncing = useSyncs()?.some(
    ({ uId, state }) => state === 'running' && chosen.some((one) => one.uId === uId),
  );
  return (
    <>
      <header className="screen-head">
        <h1>{title}</h1>
        {isSyncing ? <State tone="info">{t('syncing')}</State> : null}
        {read < chosen.length ? (
          <State tone="warning">{tc('read.part', { read: writeNumber(read), count: chosen.length })}</State>
        ) : null}
        {ages.length > 0 ? <Age at={Math.min(...ages)} /> : null}
        {acts}
      </header>
      {trouble ? (
        <div className="holder-notice">
          <FailurePanel failure={trouble.failure}>
            <Button onPress={() => window.location.reload()}>{t('failed.reload')}</Button>
          </FailurePanel>
        </div>
      ) : null}
      {answer && client && !trouble?.isOver ? (
        <UnreadPlaces places={answer.unread} onAgain={client.readAgain} />
      ) : null}
      <Body {...props}>{children}</Body>
    </>
  );
}

function Body({ answer, trouble, locations, empty, children }: Props) {
  const t = useHolderWords();
  if (trouble?.isOver) return null;
  if (answer && answer.all > 0) return children;
  if (answer?.isComplete) {
    return (
      <div className="screen-body">
        <Nothing isLinked={locations.length > 0} {...empty} />
      </div>
    );
  }
  if (trouble || (answer && answer.unread.length > 0)) return null;
  return (
    <div className="screen-body">
      <Progress label={t('reading')} />
    </div>
  );
}

function Nothing({ isLinked, title, text }: { isLinked: boolean; title: string; text: string }) {
  const t = useHolderWords();
  return (
    <Empty title={title}>
      <p>{isLinked ? text : t('empty.unlinked')}</p>
      {isLinked ? null : <a href={writeRoute('/tokens')}>{t('empty.unlinked.act')}</a>}
    </Empty>
  );
}
