import type { LocationNoteRow } from '../../lib/cache/knowledge-rows.ts';
import type { LocationRow, SyncRow } from '../../lib/cache/rows.ts';
import type { Diagnosis } from '../health/diagnosis.ts';
import { SendToMdm } from '../mdm/send-to-mdm.tsx';
import { State } from '../ui/state.tsx';
import { useCommonWords } from '../ui/words.ts';
import { Findings } from './findings.tsx';
import { LocationActs, LocationFoot } from './location-acts.tsx';
import { LocationFacts } from './location-facts.tsx';
import { LocationTimeline } from './location-timeline.tsx';
import { SyncLine } from './sync-line.tsx';
import { TokenDoctor } from './token-doctor.tsx';
import { useTokensWords } from './words.ts';

interface Props {
  location: LocationRow;
  sync: SyncRow | undefined;
  note: LocationNoteRow | undefined;
  diagnosis: Diagnosis;
}

const goTo = (place: string) => {
  window.location.hash = place;
};

/** One linked location: state and cure, facts, the running sync, what happened, acts. */
export function LocationPanel({ location, sync, note, diagnosis }: Props) {
  const t = useCommonWords();
  const words = useTokensWords();
  const { state, tone, days, findings } = diagnosis;
  return (
    <section id={`location-${location.uId}`} className="panel location" aria-label={location.locationName}>
      <header className="panel-head">
        <h2 className="break" dir="auto">
          {location.locationName}
        </h2>
        <State tone={tone}>{t(`state.${state}`, { count: days ?? 0 })}</State>
        {findings.some(({ kind }) => kind === 'locked') ? (
          <State tone="info">{words('finding.locked')}</State>
        ) : null}
        <LocationActs location={location} sync={sync} isRenewalDue={tone === 'danger'} />
      </header>
      <TokenDoctor uId={location.uId} diagnosis={diagnosis} expiresAt={location.expiresAt} />
      <SendToMdm location={location} onGo={goTo} />
      {sync ? <SyncLine sync={sync} isToldAlready={sync.failure?.code === state} /> : null}
      <Findings location={location} findings={findings} />
      <LocationFacts location={location} note={note} diagnosis={diagnosis} />
      <LocationTimeline uId={location.uId} />
      <LocationFoot location={location} sync={sync} />
    </section>
  );
}
