import Plus from 'lucide-react/icons/plus';
import { useEffect, useState } from 'react';
import { changeParams } from '../console/route.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { useCommand } from '../data/use-command.ts';
import { useCandidates, useMissedDownloads, useSyncs, useVault } from '../data/use-rows.ts';
import { CandidatePanel } from '../link/candidate-panel.tsx';
import { Button } from '../ui/button.tsx';
import { HowToGet } from './how-to-get.tsx';
import { LocationPanel } from './location-panel.tsx';
import { TokenDrop } from './token-drop.tsx';
import { useTokensWords } from './words.ts';
import './tokens.css';

/** Which location an offered token is meant to renew. */
interface Offered {
  candidateId: string;
  renewUId: string | undefined;
}

/** All linked tokens with state and acts; the place to drop, choose or paste one. */
export function TokensScreen({ params, locations }: ScreenProps) {
  const t = useTokensWords();
  const vault = useVault();
  const syncs = useSyncs() ?? [];
  const candidates = useCandidates() ?? [];
  const [offered, setOffered] = useState<Offered>();
  const only = params.get('location');
  const renewing = locations.find((location) => location.uId === params.get('renew'));
  const isEmpty = locations.length === 0;
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
      <header className="screen-head narrow">
        <h1>{t('title')}</h1>
        {isGiving ? null : (
          <Button look="primary" onPress={() => changeParams({ link: '1' })}>
            <Plus size={16} aria-hidden />
            {t('link')}
          </Button>
        )}
      </header>
      <div className="screen-body">
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
        {locations
          .filter((location) => !only || location.uId === only)
          .map((location) => (
            <LocationPanel
              key={location.uId}
              location={location}
              sync={syncs.find((sync) => sync.uId === location.uId)}
            />
          ))}
      </div>
    </>
  );
}

/** Brings a token that has just arrived into view. */
function Waiting({ candidateId, children }: { candidateId: string; children: React.ReactNode }) {
  useEffect(() => {
    document.getElementById(`candidate-${candidateId}`)?.scrollIntoView({ block: 'nearest' });
  }, [candidateId]);
  return children;
}
