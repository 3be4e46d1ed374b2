import { useState } from 'react';
import type { MdmRow } from '../../lib/cache/mdm-rows.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { UnlockButton } from '../console/notice-bar.tsx';
import { useNow } from '../data/use-now.ts';
import { isOfUse } from '../health/token-state.ts';
import { Button } from '../ui/button.tsx';
import { DeliveryCourse } from './delivery-course.tsx';
import { kindOf } from './kinds.ts';
import { MdmFailure } from './mdm-failure.tsx';
import { useDelivery, useMdms, useTarget } from './use-mdms.ts';
import { useSend } from './use-send.ts';
import { useMdmWords } from './words.ts';
import './mdm.css';

interface Props {
  location: LocationRow;
  /** Goes to a place of the console. */
  onGo: (place: string) => void;
  /** The place is too small for a table: what is asked is asked in the console. */
  isSmall?: boolean;
}

/**
 * The click: sends the location's token to the MDM where it went before, or to the one that is chosen; and its course.
 * A token that has to be renewed first is not offered; what became of it is told all the same.
 */
export function SendToMdm({ location, onGo, isSmall = false }: Props) {
  const t = useMdmWords();
  const { uId } = location;
  const mdms = useMdms();
  const target = useTarget(uId);
  const delivery = useDelivery(uId, location.fingerprint);
  const send = useSend(uId);
  const now = useNow();
  const [isChoosing, setChoosing] = useState(false);
  const [asked, setAsked] = useState<MdmRow>();
  const remembered = mdms?.find(({ id }) => id === target?.mdmId);
  const receiver = mdms?.find(({ id }) => id === delivery?.mdmId);
  const isUnderWay = delivery !== undefined && !['handed', 'done', 'failed'].includes(delivery.state);
  const isOffered = isOfUse(location, now);
  if (!mdms || !(isOffered || delivery || send.failure)) return null;
  const sendTo = (mdm: MdmRow, claim?: boolean) => {
    setChoosing(false);
    setAsked(mdm);
    void send.run(mdm, claim);
  };
  return (
    <div className="delivery">
      {isUnderWay || !isOffered ? null : (
        <div className="acts delivery-acts">
          {remembered ? (
            <Button isDisabled={send.busy} onPress={() => sendTo(remembered)}>
              {t(kindOf(remembered)?.isPlaced ? 'send.place' : 'send.to', { name: remembered.name })}
            </Button>
          ) : null}
          <Button
            look={remembered ? 'link' : 'plain'}
            {...(mdms.length > 0 && { 'aria-expanded': isChoosing })}
            onPress={() => (mdms.length > 0 ? setChoosing(!isChoosing) : onGo('/mdm?add=choose'))}
          >
            {t(remembered ? 'send.other' : 'send.choose')}
          </Button>
        </div>
      )}
      {isChoosing && isOffered && !isUnderWay ? (
        <Choice mdms={mdms} onChoose={sendTo} onAdd={() => onGo('/mdm?add=choose')} />
      ) : null}
      {send.failure ? (
        <MdmFailure
          failure={send.failure}
          row={asked}
          onAllowed={isOffered && asked ? () => sendTo(asked) : undefined}
        >
          {send.failure.code === 'vault-locked' ? <UnlockButton /> : null}
        </MdmFailure>
      ) : null}
      {delivery && !send.failure ? (
        <DeliveryCourse
          delivery={delivery}
          location={location}
          mdm={receiver}
          onAgain={isOffered && receiver ? (claim) => sendTo(receiver, claim) : undefined}
          onAsk={isSmall ? () => onGo(`/tokens?open=${encodeURIComponent(uId)}`) : undefined}
        />
      ) : null}
    </div>
  );
}

interface ChoiceProps {
  mdms: readonly MdmRow[];
  onChoose: (mdm: MdmRow) => void;
  onAdd: () => void;
}

function Choice({ mdms, onChoose, onAdd }: ChoiceProps) {
  const t = useMdmWords();
  return (
    <div className="panel">
      <p>{t('send.text')}</p>
      <ul className="mdm-choice">
        {mdms.map((mdm) => (
          <li key={mdm.id}>
            <Button onPress={() => onChoose(mdm)}>{mdm.name}</Button>
          </li>
        ))}
        <li>
          <Button look="link" onPress={onAdd}>
            {t('add')}
          </Button>
        </li>
      </ul>
    </div>
  );
}
