import type { CandidateRow, LocationRow, VaultStatus } from '../../lib/cache/rows.ts';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Progress } from '../ui/progress.tsx';
import { useCommonWords } from '../ui/words.ts';
import { AllowAppleButton } from './allow-apple.tsx';
import { CandidateFacts } from './candidate-facts.tsx';
import { LinkForm } from './link-form.tsx';

interface Props {
  candidate: CandidateRow;
  vault: VaultStatus;
  /** Renewing this location: a token of another one is refused. */
  expected?: LocationRow | undefined;
  onLinked?: (uId: string) => void;
}

/** A token that waits for a decision: what it opens, then Link it or Not now. */
export function CandidatePanel({ candidate, vault, expected, onLinked }: Props) {
  const t = useCommonWords();
  const dismiss = useCommand('candidate.dismiss');
  const { proof } = candidate;
  const renews = proof.state === 'proven' && proof.renews;
  const isWrong = proof.state === 'proven' && expected !== undefined && proof.uId !== expected.uId;

  const later = (
    <Button isDisabled={dismiss.busy} onPress={() => dismiss.run({ candidateId: candidate.id })}>
      {t('candidate.later')}
    </Button>
  );
  return (
    <section className="panel" aria-labelledby={`candidate-${candidate.id}`}>
      <h2 id={`candidate-${candidate.id}`}>
        {renews && !isWrong
          ? t('candidate.title.renews', { location: proof.locationName })
          : t('candidate.title')}
      </h2>
      <CandidateFacts candidate={candidate} />
      {proof.state === 'running' ? <Progress label={t('candidate.proving')} /> : null}
      {proof.state === 'failed' ? <Refused candidate={candidate} /> : null}
      {isWrong ? <WrongLocation found={proof.locationName} expected={expected.locationName} /> : null}
      {proof.state === 'proven' && !isWrong ? (
        <LinkForm
          candidateId={candidate.id}
          renews={renews ? proof.locationName : undefined}
          expectUId={expected?.uId}
          vault={vault}
          onLinked={onLinked}
        >
          {later}
        </LinkForm>
      ) : (
        <div className="acts">{later}</div>
      )}
      {dismiss.failure ? <FailurePanel failure={dismiss.failure} /> : null}
    </section>
  );
}

function Refused({ candidate }: { candidate: CandidateRow }) {
  const t = useCommonWords();
  const prove = useCommand('candidate.prove');
  const again = () => prove.run({ candidateId: candidate.id });
  if (candidate.proof.state !== 'failed') return null;
  const { failure } = candidate.proof;
  return (
    <FailurePanel failure={failure}>
      {failure.code === 'missing-permission' ? (
        <AllowAppleButton onAllowed={again} />
      ) : (
        <Button isDisabled={prove.busy} onPress={again}>
          {t('candidate.again')}
        </Button>
      )}
    </FailurePanel>
  );
}

function WrongLocation({ found, expected }: { found: string; expected: string }) {
  const t = useCommonWords();
  return (
    <div className="failure tone-danger" role="alert">
      <div className="failure-body">
        <p className="failure-title">{t('candidate.wrong', { found, expected })}</p>
        <p>{t('candidate.wrong.cure', { found, expected })}</p>
      </div>
    </div>
  );
}
