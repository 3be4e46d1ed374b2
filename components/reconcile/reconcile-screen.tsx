import { useEffect, useRef, useState } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import type { Finding } from '../../lib/orders/plan/reconcile.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { askWorker } from '../data/ask-worker.ts';
import { LineList } from '../holders/line-list.tsx';
import { useHolderWords } from '../holders/words.ts';
import { startDraft } from '../orders/tab-draft.ts';
import { TextSource } from '../orders/text-source.tsx';
import { Unlinked } from '../orders/unlinked.tsx';
import { Advice } from '../ui/advice.tsx';
import { Age } from '../ui/age.tsx';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Progress } from '../ui/progress.tsx';
import { State } from '../ui/state.tsx';
import { writeNumber } from '../ui/words.ts';
import { type Compared, isCompareAnswer } from './messages.ts';
import { useReconcileWords } from './words.ts';
import './reconcile.css';

/** Licences held against any list of devices or people: what should not be, each with its plan. */
export function ReconcileScreen({ params, locations }: ScreenProps) {
  const t = useReconcileWords();
  const only = params.get('location') ?? '';
  const chosen = locations.filter(({ uId }) => only === '' || uId === only);
  const { isBusy, compared, failure, compare } = useComparison();
  if (locations.length === 0) return <Unlinked title={t('title')} />;
  return (
    <>
      <header className="screen-head">
        <h1>{t('title')}</h1>
      </header>
      <div className="screen-body">
        <p>{t('text')}</p>
        <TextSource
          label={t('drop')}
          busy={isBusy}
          onSource={(source) =>
            compare(
              source,
              chosen.map(({ uId }) => uId),
            )
          }
        />
        {isBusy ? <Progress label={t('comparing')} /> : null}
        {failure ? <FailurePanel failure={failure} /> : null}
        {compared ? <Findings compared={compared} locations={locations} /> : null}
      </div>
    </>
  );
}

function useComparison() {
  const [isBusy, setBusy] = useState(false);
  const [compared, setCompared] = useState<Compared>();
  const [failure, setFailure] = useState<Failure>();
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const compare = (source: string | ArrayBuffer, uIds: string[]) => {
    stop.current?.();
    setBusy(true);
    setCompared(undefined);
    setFailure(undefined);
    const worker = new Worker(new URL('./reconcile-worker.ts', import.meta.url), {
      type: 'module',
      name: 'orchardist-reconcile',
    });
    stop.current = askWorker(worker, { source, uIds }, isCompareAnswer, (answer) => {
      setBusy(false);
      if ('compared' in answer) setCompared(answer.compared);
      else setFailure(answer.failure);
    });
  };
  return { isBusy, compared, failure, compare };
}

interface FindingsProps {
  compared: Compared;
  locations: readonly LocationRow[];
}

function Findings({ compared, locations }: FindingsProps) {
  const t = useReconcileWords();
  const th = useHolderWords();
  const { findings, devices, people, refused, unknown, strange, unread, asOf } = compared;
  const nameOf = (uId: string) => locations.find((one) => one.uId === uId)?.locationName ?? uId;
  return (
    <section className="panel" aria-label={t('findings')}>
      <p role="status">
        <span className="strong">
          {/* A list with serial numbers is about devices: whoever stands beside them is their owner. */}
          {t('list', {
            what: devices > 0 ? t('list.devices', { count: devices }) : t('list.people', { count: people }),
          })}
        </span>{' '}
        {asOf === undefined ? null : <Age at={asOf} />}
      </p>
      {unread.length > 0 ? (
        <State tone="warning">{t('unread', { locations: unread.map(nameOf).join(', ') })}</State>
      ) : null}
      {strange.length > 0 ? (
        <Advice tone="warning" title={t('strange', { locations: strange.map(nameOf).join(', ') })}>
          <p>{t('strange.text')}</p>
        </Advice>
      ) : null}
      {refused.length > 0 ? (
        <LineList
          title={t('refused', { count: refused.length })}
          lines={refused.map(({ line, text, reason }) =>
            th('import.refused.line', { line, text, reason: th(`import.refused.${reason}`) }),
          )}
        />
      ) : null}
      {unknown.length > 0 ? (
        <LineList
          title={t('unknown', { count: unknown.length })}
          lines={unknown.map(({ line, text }) => t('unknown.line', { line: writeNumber(line), text }))}
        />
      ) : null}
      {findings.length + strange.length === 0 ? <p>{t('none')}</p> : null}
      <ul>
        {findings.map((finding) => (
          <FindingLine
            key={'uId' in finding ? `${finding.kind} ${finding.uId}` : finding.kind}
            finding={finding}
            called={compared.called}
            nameOf={nameOf}
          />
        ))}
      </ul>
    </section>
  );
}

/** So many of those who are listed twice are named. */
const mostNamed = 20;

interface FindingProps {
  finding: Finding;
  called: Compared['called'];
  nameOf: (uId: string) => string;
}

function FindingLine({ finding, called, nameOf }: FindingProps) {
  const t = useReconcileWords();
  if (finding.kind === 'listed-twice') {
    const named = finding.holders.slice(0, mostNamed).map(({ holder: { id } }) => called.get(id) ?? id);
    return (
      <li className="finding">
        <div className="grow">
          <p className="strong">{t('listed-twice', { count: finding.holders.length })}</p>
          <p className="small soft break">{named.join(', ')}</p>
        </div>
      </li>
    );
  }
  const { kind, uId, licences, holders, wish } = finding;
  return (
    <li className="finding">
      <div className="grow">
        <p className="strong">{t(kind, { count: licences, holders: t('holders', { count: holders }) })}</p>
        <p className="small soft">
          {nameOf(uId)} · {t(`${kind}.text`)}
        </p>
      </div>
      <Button onPress={() => startDraft([{ uId, wish }])}>{t('plan')}</Button>
    </li>
  );
}
