import type { ReactNode } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { writeRoute } from '../console/route.ts';
import { useSyncs } from '../data/use-rows.ts';
import { Age } from '../ui/age.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Progress } from '../ui/progress.tsx';
import { State } from '../ui/state.tsx';
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
  /** undefined until the first answer. */
  rows: { all: number; isComplete: boolean } | undefined;
  failure: Failure | undefined;
  /** What to do first, when there is nothing at all. */
  empty: { title: string; text: string };
  /** At the end of the heading. */
  acts: ReactNode;
  children: ReactNode;
}

/** Around a table of people or devices: heading with its age, and every state in which there is no table to draw. */
export function HolderScreenFrame(props: Props) {
  const { title, locations, location, ageOf, rows, failure, acts, children } = props;
  const t = useHolderWords();
  const chosen = locations.filter(({ uId }) => location === '' || uId === location);
  const ages = chosen.map(ageOf).filter((time) => time !== undefined);
  const isSyncing = useSyncs()?.some(
    ({ uId, state }) => state === 'running' && chosen.some((one) => one.uId === uId),
  );
  return (
    <>
      <header className="screen-head">
        <h1>{title}</h1>
        {isSyncing ? <State tone="info">{t('syncing')}</State> : null}
        {ages.length > 0 ? <Age at={Math.min(...ages)} /> : null}
        {acts}
      </header>
      {failure ? (
        <div className="screen-body">
          <FailurePanel failure={failure}>
            <Button onPress={() => window.location.reload()}>{t('failed.reload')}</Button>
          </FailurePanel>
        </div>
      ) : !rows || (rows.all === 0 && !rows.isComplete) ? (
        <div className="screen-body">
          <Progress label={t('reading')} />
        </div>
      ) : rows.all === 0 ? (
        <div className="screen-body">
          <Nothing isLinked={locations.length > 0} {...props.empty} />
        </div>
      ) : (
        children
      )}
    </>
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
