import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import type { SearchHit } from '../../lib/cache/query-contract.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { useMayReachApple } from '../data/use-may-reach-apple.ts';
import { useNow } from '../data/use-now.ts';
import { useCandidates, useLocations, useSyncs, useVault } from '../data/use-rows.ts';
import { useTrouble } from '../data/use-trouble.ts';
import { worstNotice } from '../health/worst-notice.ts';
import { Home } from './home.tsx';
import { Results } from './results.tsx';
import { SearchBox } from './search-box.tsx';
import { StateLine } from './state-line.tsx';
import { useLookUp } from './use-look-up.ts';
import { useWake } from './use-wake.ts';
import './popup.css';

const CandidatePanel = lazy(async () => ({
  default: (await import('../link/candidate-panel.tsx')).CandidatePanel,
}));
const FirstRun = lazy(async () => ({ default: (await import('./first-run.tsx')).FirstRun }));
const HitDetail = lazy(async () => ({ default: (await import('./hit-detail.tsx')).HitDetail }));

const none: LocationRow[] = [];

/** The toolbar popup: one line of state, the search box, and what it finds. */
export function Popup() {
  useWake();
  const locations = useLocations();
  const syncs = useSyncs() ?? [];
  const vault = useVault();
  const candidate = useCandidates()?.[0];
  const notice = worstNotice({
    locations: locations ?? [],
    syncs,
    vault,
    mayReachApple: useMayReachApple(),
    trouble: useTrouble(),
    now: useNow(),
  });
  const isFirstRun = locations?.length === 0;
  const waiting = candidate && vault && <CandidatePanel candidate={candidate} vault={vault} />;

  return (
    <>
      <StateLine locations={locations} syncs={syncs} notice={notice} />
      {isFirstRun ? (
        <main className="popup-body padded">
          <Suspense>{waiting ?? <FirstRun />}</Suspense>
        </main>
      ) : (
        <LookUpView waiting={waiting} locations={locations ?? none} />
      )}
    </>
  );
}

interface LookUpProps {
  /** A token that waits; shown until something is typed. */
  waiting: React.ReactNode;
  locations: LocationRow[];
}

function LookUpView({ waiting, locations }: LookUpProps) {
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [opened, setOpened] = useState<SearchHit>();
  const box = useRef<HTMLInputElement>(null);
  const lookUp = useLookUp(typed, locations);
  const hits = typed.trim() === '' ? [] : (lookUp?.hits ?? []);
  const nameOf = useCallback(
    (uId: string) => locations.find((row) => row.uId === uId)?.locationName ?? uId,
    [locations],
  );

  const type = (value: string) => {
    setTyped(value);
    setActive(0);
    setOpened(undefined);
  };
  const back = () => {
    setOpened(undefined);
    box.current?.focus();
  };

  return (
    <>
      <SearchBox
        inputRef={box}
        value={typed}
        onChange={type}
        hits={opened ? [] : hits}
        active={active}
        onActive={setActive}
        onOpen={setOpened}
      />
      <main className="popup-body">
        {opened ? (
          <Suspense>
            <HitDetail hit={opened} nameOf={nameOf} onBack={back} />
          </Suspense>
        ) : typed.trim() === '' ? (
          <Suspense>
            <div className="padded">{waiting ?? <Home locations={locations} />}</div>
          </Suspense>
        ) : (
          <Results
            lookUp={lookUp}
            typed={typed.trim()}
            active={active}
            locations={locations}
            nameOf={nameOf}
            onHover={setActive}
            onOpen={setOpened}
          />
        )}
      </main>
    </>
  );
}
