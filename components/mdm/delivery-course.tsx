import { useState } from 'react';
import { isAcceptedAlone } from '../../lib/cache/delivery-ends.ts';
import type { DeliveryRow, MdmRow } from '../../lib/cache/mdm-rows.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import type { ErrorCode } from '../../lib/platform/errors.ts';
import { UnlockButton } from '../console/notice-bar.tsx';
import { useCommand } from '../data/use-command.ts';
import { useNow } from '../data/use-now.ts';
import { useVault } from '../data/use-rows.ts';
import { Advice } from '../ui/advice.tsx';
import { Age } from '../ui/age.tsx';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Progress } from '../ui/progress.tsx';
import { Switch } from '../ui/switch.tsx';
import { writeDate, writeTime } from '../ui/words.ts';
import { ConsolePath } from './console-path.tsx';
import { DeliveryQuestion } from './delivery-question.tsx';
import { addressOf, kindOf } from './kinds.ts';
import { MdmFailure } from './mdm-failure.tsx';
import { useMdmWords } from './words.ts';

interface Props {
  delivery: DeliveryRow;
  location: LocationRow;
  /** Absent when it was removed meanwhile. */
  mdm: MdmRow | undefined;
  /** Absent where the token is of no use any more, or the MDM is gone. */
  onAgain: ((claim: boolean) => void) | undefined;
  /** Where the question is asked, when not here. */
  onAsk?: (() => void) | undefined;
}

/** How far a hand-over is, from its row. */
export function DeliveryCourse(props: Props) {
  const { delivery, location, mdm } = props;
  const t = useMdmWords();
  const name = mdm?.name ?? '';
  switch (delivery.state) {
    case 'asking':
      return props.onAsk ? (
        <Advice
          tone="info"
          title={t('ask.title', { mdm: name, location: location.locationName })}
          acts={<Button onPress={props.onAsk}>{t('ask.open')}</Button>}
        />
      ) : (
        <DeliveryQuestion delivery={delivery} location={location} mdm={mdm} />
      );
    case 'placed':
      return <Placed {...props} />;
    case 'handed':
      return <Handed {...props} />;
    case 'done':
      return <Done {...props} />;
    case 'failed':
      return <Failed {...props} />;
    default:
      return <UnderWay {...props} />;
  }
}

function UnderWay({ delivery, location, mdm }: Props) {
  const t = useMdmWords();
  const { state, expiredBefore, expiresAt } = delivery;
  const isLocked = useVault()?.locked ?? false;
  const values = { mdm: mdm?.name ?? '', location: location.locationName, date: writeDate(expiresAt) };
  const cancel = <CancelButton deliveryId={delivery.id} />;
  if (isLocked)
    return (
      <div role="status">
        <Advice
          tone="info"
          title={t('course.locked')}
          acts={
            <>
              <UnlockButton />
              {cancel}
            </>
          }
        >
          <p>{t('course.locked.text', values)}</p>
        </Advice>
      </div>
    );
  const label =
    state === 'matching'
      ? t('course.matching', values)
      : state === 'sending'
        ? t('course.sending', values)
        : t('course.verifying', values);
  return (
    <div className="delivery" role="status">
      <Progress label={label} />
      <Pause until={delivery.waitsUntil} mdm={values.mdm} />
      {expiredBefore === undefined ? null : (
        <p className="small soft">
          {t('course.ends', { before: writeDate(expiredBefore), date: values.date })}
        </p>
      )}
      {cancel}
    </div>
  );
}

/** The MDM asked for it. */
function Pause({ until = 0, mdm }: { until: number | undefined; mdm: string }) {
  const t = useMdmWords();
  const now = useNow();
  if (until <= now) return null;
  return <p className="small soft">{t('course.waits', { mdm, time: writeTime(until) })}</p>;
}

function CancelButton({ deliveryId }: { deliveryId: string }) {
  const t = useMdmWords();
  const cancel = useCommand('delivery.cancel');
  return (
    <div className="acts">
      <Button look="link" isDisabled={cancel.busy} onPress={() => cancel.run({ deliveryId })}>
        {t('course.cancel')}
      </Button>
      {cancel.failure ? <FailurePanel failure={cancel.failure} /> : null}
    </div>
  );
}

/** The record is read back while the admin puts the token in on the console's page. */
function Placed({ delivery, mdm, onAgain }: Props) {
  const t = useMdmWords();
  const kind = mdm && kindOf(mdm);
  const { expiresNow, expiresAt, recordId = '' } = delivery;
  const values = { mdm: mdm?.name ?? '', date: writeDate(expiresAt) };
  const page = mdm && kind?.page?.(mdm.settings, recordId);
  return (
    <Advice
      tone="info"
      title={t('course.place', values)}
      acts={
        <>
          {page === undefined || !onAgain ? null : (
            <Button onPress={() => onAgain(false)}>{t('send.place', { name: values.mdm })}</Button>
          )}
          <CancelButton deliveryId={delivery.id} />
        </>
      }
    >
      <p>{t(page === undefined ? 'course.place.text' : 'course.place.opens')}</p>
      <ConsolePath path={kind?.path ?? []} />
      <Progress label={t('course.verifying', values)} />
      <Pause until={delivery.waitsUntil} mdm={values.mdm} />
      {expiresNow === undefined ? null : (
        <p className="small soft">{t('course.place.now', { date: writeDate(expiresNow) })}</p>
      )}
    </Advice>
  );
}

/** It stands in the form of a console that cannot be read back, or whose record tells nothing by its end. */
function Handed({ delivery, mdm }: Props) {
  const t = useMdmWords();
  const address = mdm && addressOf(mdm);
  const { expiredBefore, expiresAt, recordId } = delivery;
  return (
    <Advice
      tone="info"
      title={t('course.placed', { mdm: mdm?.name ?? '' })}
      acts={
        address === undefined ? null : (
          <a href={address} target="_blank" rel="noreferrer" className="act-link">
            {t('act.open')}
          </a>
        )
      }
    >
      <p>{t(recordId === undefined ? 'course.placed.text' : 'course.placed.same')}</p>
      {expiredBefore === undefined ? null : (
        <p className="small soft">
          {t('course.placed.ends', { before: writeDate(expiredBefore), date: writeDate(expiresAt) })}
        </p>
      )}
      <ConsolePath path={(mdm && kindOf(mdm)?.path) ?? []} />
    </Advice>
  );
}

function Done({ delivery, mdm }: Props) {
  const t = useMdmWords();
  const { expiresAt, expiredBefore, recordName = '', updatedAt } = delivery;
  const date = writeDate(expiresAt);
  const isAccepted = isAcceptedAlone(delivery);
  const values = { mdm: mdm?.name ?? '', record: recordName };
  return (
    <div role="status">
      <Advice tone="good" title={t(isAccepted ? 'course.accepted' : 'course.done', values)}>
        {isAccepted ? <p>{t('course.accepted.text')}</p> : null}
        <p>
          {expiredBefore === undefined
            ? t('course.done.ends', { date })
            : t('course.ends', { before: writeDate(expiredBefore), date })}{' '}
          <Age at={updatedAt} form="plain" />
        </p>
      </Advice>
    </div>
  );
}

/** Their own words say that it was sent. */
const saysItself: ReadonlySet<ErrorCode> = new Set([
  'mdm-unproven',
  'mdm-not-confirmed',
  'mdm-arrived-elsewhere',
  'mdm-still-held',
  'mdm-doubled',
]);

function Failed({ delivery, mdm, onAgain }: Props) {
  const t = useMdmWords();
  const [claim, setClaim] = useState(false);
  const { failure, unconfirmed } = delivery;
  // The admin stopped it: nothing to cure.
  if (!failure || failure.code === 'cancelled') return null;
  const isHeld = failure.code === 'mdm-held-elsewhere' || failure.code === 'mdm-still-held';
  const mayClaim = isHeld && mdm && kindOf(mdm)?.canClaim;
  return (
    <MdmFailure
      failure={failure}
      row={mdm}
      onAllowed={onAgain && (() => onAgain(false))}
      more={
        unconfirmed && mdm && !saysItself.has(failure.code) ? (
          <p>{t('course.unconfirmed', { mdm: mdm.name })}</p>
        ) : undefined
      }
    >
      {mayClaim && onAgain ? <ClaimSwitch mdm={mdm.name} isOn={claim} onChange={setClaim} /> : null}
      {onAgain ? <Button onPress={() => onAgain(claim)}>{t('course.again')}</Button> : null}
    </MdmFailure>
  );
}

interface ClaimProps {
  mdm: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** Never on by itself: the other management loses the location. */
export function ClaimSwitch({ mdm, isOn, onChange }: ClaimProps) {
  const t = useMdmWords();
  return <Switch label={t('claim', { mdm })} help={t('claim.help')} isOn={isOn} onChange={onChange} />;
}
