import { UnlockButton } from '../console/notice-bar.tsx';
import { useCommand } from '../data/use-command.ts';
import type { Diagnosis } from '../health/diagnosis.ts';
import { AllowAppleButton } from '../link/allow-apple.tsx';
import { Advice } from '../ui/advice.tsx';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useCommonWords, writeDate } from '../ui/words.ts';
import { PortalLinks } from './portal-links.tsx';
import { useTokensWords } from './words.ts';

interface Props {
  uId: string;
  diagnosis: Diagnosis;
  expiresAt: number;
}

/** What is wrong with a token and how to mend it; nothing while it works. */
export function TokenDoctor({ uId, diagnosis, expiresAt }: Props) {
  const t = useTokensWords();
  const { state, tone, failure, portals, reasons, known } = diagnosis;
  if (state === 'expiring') {
    return (
      <Advice
        tone={tone}
        title={t('doctor.expiring.title', { count: diagnosis.days ?? 0 })}
        acts={<PortalLinks pages={portals} />}
      >
        <p>{t('doctor.expiring.cure', { date: writeDate(expiresAt) })}</p>
      </Advice>
    );
  }
  if (!failure) return null;
  return (
    <FailurePanel
      tone={tone}
      failure={failure}
      cure={state === 'revoked' ? t('doctor.revoked.cure') : undefined}
      more={
        reasons.length === 0 ? null : (
          <>
            <p className="small soft">{t('doctor.reasons')}</p>
            <ul className="reasons">
              {reasons.map((reason) => (
                <li key={reason}>{t(`reason.${reason}`)}</li>
              ))}
            </ul>
          </>
        )
      }
    >
      <Act uId={uId} diagnosis={diagnosis} />
      <PortalLinks pages={portals} />
      {known.errorNumber === undefined ? null : (
        <span className="soft small">{t('number', { number: `${known.errorNumber}` })}</span>
      )}
    </FailurePanel>
  );
}

/** Renewing stands at the location's head, and so does a sync unless renewing is due. */
function Act({ uId, diagnosis: { act, tone } }: Omit<Props, 'expiresAt'>) {
  const t = useCommonWords();
  const sync = useCommand('location.sync');
  if (act === 'allow') return <AllowAppleButton />;
  if (act === 'unlock') return <UnlockButton />;
  if (act !== 'sync' || tone !== 'danger') return null;
  return (
    <Button isDisabled={sync.busy} onPress={() => sync.run({ uId })}>
      {t('act.sync')}
    </Button>
  );
}
