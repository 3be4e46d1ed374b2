import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react';
import type { SearchHit } from '../../lib/cache/query-contract.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { useCandidates, useLocations, useVault } from '../data/use-rows.ts';
import { SearchBox } from '../look-up/search-box.tsx';
import { useLookUp } from '../look-up/use-look-up.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Home } from './home.tsx';
import { Results } from './results.tsx';
import { StateLine } from './state-line.tsx';
import { useWake } from './use-wake.ts';
import { usePopupWords } from './words.ts';
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
  const isFirstRun = locations?.length === 0;
  return (
    <>
      <StateLine locations={locations ?? none} />
      {isFirstRun ? (
        <main className="popup-body padded">
          <Beginning>
            <FirstRun />
          </Beginning>
        </main>
      ) : (
        <LookUpView locations={locations ?? none} />
      )}
    </>
  );
}

/** A token that waits, or else `children`: shown until something is typed. */
function Beginning({ children }: { children: ReactNode }) {
  return (
    <Suspense>
      <ErrorBoundary
        around={(failure) => (
          <>
            {failure}
            {children}
          </>
        )}
      >
        <Waiting>{children}</Waiting>
      </ErrorBoundary>
    </Suspense>
  );
}

function Waiting({ children }: { children: ReactNode }) {
  const candidate = useCandidates()?.[0];
  const vault = useVault();
  return candidate && vault ? <CandidatePanel candidate={candidate} vault={vault} /> : children;
}

function LookUpView({ locations }: { locations: LocationRow[] }) {
  const t = usePopupWords();
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
  const open = (index: number) => {
    if (!opened) setOpened(hits[index]);
  };
  const back = () => {
    setOpened(undefined);
    box.current?.focus();
  };

  return (
    <>
      <div className="popup-search">
        <SearchBox
          inputRef={box}
          label={t('search.label')}
          placeholder={t('search.placeholder')}
          value={typed}
          onChange={type}
          count={opened ? 0 : hits.length}
          active={active}
          onActive={setActive}
          onPick={open}
          onEscape={typed === '' ? undefined : () => type('')}
        />
      </div>
      <main className="popup-body">
        {opened ? (
          <Suspense>
            <HitDetail hit={opened} nameOf={nameOf} onBack={back} />
          </Suspense>
        ) : typed.trim() === '' ? (
          <div className="padded">
            <Beginning>
              <Home locations={locations} />
            </Beginning>
          </div>
        ) : (
          <Results
            lookUp={lookUp}
            typed={typed.trim()}
            active={active}
            locations={locations}
            nameOf={nameOf}
            onHover={setActive}
            onPick={open}
          />
        )}
      </main>
    </>
  );
}
