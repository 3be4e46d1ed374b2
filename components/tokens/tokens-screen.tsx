import Plus from 'lucide-react/icons/plus';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { CandidateRow } from '../../lib/cache/rows.ts';
import { changeParams } from '../console/route.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { useCommand } from '../data/use-command.ts';
import { useCandidates, useMissedDownloads, useVault } from '../data/use-rows.ts';
import { CandidatePanel } from '../link/candidate-panel.tsx';
import { Button } from '../ui/button.tsx';
import { CalendarButton } from './calendar-button.tsx';
import { HowToGet } from './how-to-get.tsx';
import { LocationPanel } from './location-panel.tsx';
import { TokenDrop } from './token-drop.tsx';
import { TokenList } from './token-list.tsx';
import { useTokenLines } from './use-token-lines.ts';
import { useTokensWords } from './words.ts';
import './tokens.css';

/** More locations than these stand in a list. */
const mostPanels = 6;
const noCandidates: CandidateRow[] = [];

/** Which location an offered token is meant to renew. */
interface Offered {
  candidateId: string;
  renewUId: string | undefined;
}

/** All linked tokens with state and acts; the place to drop, choose or paste one. */
export function TokensScreen({ params, locations }: ScreenProps) {
  const t = useTokensWords();
  const vault = useVault();
  const candidates = useCandidates() ?? noCandidates;
  const [offered, setOffered] = useState<Offered>();
  const only = params.get('location');
  const chosen = useMemo(
    () => locations.filter((location) => !only || location.uId === only),
    [locations, only],
  );
  const unasked = useMemo(
    () => candidates.filter(({ id }) => id !== offered?.candidateId || offered.renewUId === undefined),
    [candidates, offered],
  );
  const lines = useTokenLines(chosen, unasked);
  const renewing = locations.find((location) => location.uId === params.get('renew'));
  const isEmpty = locations.length === 0;
  const isList = chosen.length > mostPanels;
  const isMissed = useMissedDownloads()?.at !== undefined;
  const dismiss = useCommand('download.dismiss');
  const isGiving = isEmpty || isMissed || renewing !== undefined || params.get('link') === '1';
  const help = isMissed ? t('missed') : undefined;
  const close = () => {
    changeParams({ renew: undefined, link: undefined });
    if (isMissed) void dismiss.run({});
  };

  return (
    <>
      <header className={isList ? 'screen-head' : 'screen-head narrow'}>
        <h1>{t('title')}</h1>
        {locations.length > 1 ? (
          <CalendarButton locations={chosen} text={t('calendar.all')} look="quiet" />
        ) : null}
        {isGiving ? null : (
          <Button look="primary" onPress={() => changeParams({ link: '1' })}>
            <Plus size={16} aria-hidden />
            {t('link')}
          </Button>
        )}
      </header>
      <div className={isList ? 'screen-body tokens-above' : 'screen-body'}>
        {vault
          ? candidates.map((candidate) => (
              <Waiting key={candidate.id} candidateId={candidate.id}>
                <CandidatePanel
                  candidate={candidate}
                  vault={vault}
                  expected={
                    offered?.candidateId === candidate.id
                      ? locations.find((location) => location.uId === offered.renewUId)
                      : undefined
                  }
                  onLinked={close}
                />
              </Waiting>
            ))
          : null}
        {isEmpty && candidates.length === 0 ? <HowToGet /> : null}
        {isGiving && !(isEmpty && candidates.length > 0) ? (
          <TokenDrop
            key={renewing?.uId}
            title={renewing ? t('renew.title', { location: renewing.locationName }) : t('link.title')}
            help={renewing ? t('renew.help') : help}
            onOffered={(candidateId) => setOffered({ candidateId, renewUId: renewing?.uId })}
            onClose={isEmpty && !isMissed ? undefined : close}
          />
        ) : null}
        {isList
          ? null
          : lines?.map((line) => (
              <Opened key={line.location.uId} isOpen={params.get('open') === line.location.uId}>
                <LocationPanel {...line} />
              </Opened>
            ))}
      </div>
      {isList && lines ? <TokenList lines={lines} params={params} /> : null}
    </>
  );
}

/** Brings the location that the address names into view. */
function Opened({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) frame.current?.scrollIntoView({ block: 'start' });
  }, [isOpen]);
  return <div ref={frame}>{children}</div>;
}

/** Brings a token that has just arrived into view. */
function Waiting({ candidateId, children }: { candidateId: string; children: ReactNode }) {
  useEffect(() => {
    document.getElementById(`candidate-${candidateId}`)?.scrollIntoView({ block: 'nearest' });
  }, [candidateId]);
  return children;
}
