import { useMemo } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Progress } from '../ui/progress.tsx';
import { ConfirmBar } from './confirm-bar.tsx';
import type { DraftPart } from './draft.ts';
import { PlanView } from './plan-view.tsx';
import { usePlan } from './use-plan.ts';
import { useOrdersWords } from './words.ts';

interface Props {
  part: DraftPart;
  location: LocationRow;
  onConfirmed: (orderId: string) => void;
}

/** The plan of what is wanted in one location, and its confirmation. */
export function PlannedPart({ part, location, onConfirmed }: Props) {
  const t = useOrdersWords();
  const { seen, failure, again } = usePlan(part.uId, part.wish);
  const emails = useMemo(() => emailsOf(part), [part]);
  if (failure) {
    return (
      <div className="plan-words">
        <FailurePanel failure={failure}>
          <Button onPress={again}>{t('plan.again')}</Button>
        </FailurePanel>
      </div>
    );
  }
  if (!seen) {
    return (
      <div className="plan-words">
        <Progress label={t('plan.making')} />
      </div>
    );
  }
  return (
    <>
      <PlanView seen={seen} locationName={location.locationName} {...(emails && { emails })} />
      <ConfirmBar part={part} seen={seen} onAgain={again} onConfirmed={onConfirmed} />
    </>
  );
}

function emailsOf({ wish }: DraftPart): ReadonlyMap<string, string> | undefined {
  if (wish.kind !== 'create' && wish.kind !== 'edit') return undefined;
  return new Map(wish.people.flatMap(({ clientUserId, email }) => (email ? [[clientUserId, email]] : [])));
}
