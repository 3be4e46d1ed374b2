import type { LocationRow, SyncRow } from '../../lib/cache/rows.ts';
import { UnlockButton } from '../console/notice-bar.tsx';
import { useConsoleWords } from '../console/words.ts';
import { useNow } from '../data/use-now.ts';
import { type ShownState, shownState } from '../health/token-state.ts';
import { AllowAppleButton } from '../link/allow-apple.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { State } from '../ui/state.tsx';
import { useCommonWords } from '../ui/words.ts';
import { LocationActs, LocationFoot } from './location-acts.tsx';
import { LocationFacts } from './location-facts.tsx';
import { SyncLine } from './sync-line.tsx';

interface Props {
  location: LocationRow;
  sync: SyncRow | undefined;
}

/** One linked location: state and cure, facts, the running sync, acts. */
export function LocationPanel({ location, sync }: Props) {
  const t = useCommonWords();
  const shown = shownState(location, useNow());
  return (
    <section className="panel location" aria-label={location.locationName}>
      <header className="panel-head">
        <h2 className="break">{location.locationName}</h2>
        <State tone={shown.tone}>{t(`state.${shown.state}`, { count: shown.days ?? 0 })}</State>
        <LocationActs location={location} sync={sync} isRenewalDue={shown.tone === 'danger'} />
      </header>
      <Trouble location={location} shown={shown} sync={sync} />
      {sync ? <SyncLine sync={sync} isToldAlready={sync.failure?.code === shown.state} /> : null}
      <LocationFacts location={location} shown={shown} />
      <LocationFoot location={location} sync={sync} />
    </section>
  );
}

/** What is wrong with the token and how to mend it; nothing while it is valid. */
function Trouble({ location, shown, sync }: Props & { shown: ShownState }) {
  const t = useConsoleWords();
  const { state, tone } = shown;
  if (state === 'ok' || state === 'expiring') return null;
  const number = location.health.errorNumber;
  // The last sync knows more of the same failure than the health, which outlives it.
  const last = sync?.failure?.code === state ? sync.failure.details : {};
  return (
    <FailurePanel
      tone={tone}
      failure={{
        code: state,
        details: {
          location: location.uId,
          ...last,
          ...(number === undefined ? {} : { errorNumber: number }),
        },
      }}
    >
      {state === 'missing-permission' ? <AllowAppleButton /> : null}
      {state === 'vault-locked' ? <UnlockButton /> : null}
      {number === undefined ? null : (
        <span className="soft small">{t('tokens.number', { number: `${number}` })}</span>
      )}
    </FailurePanel>
  );
}
