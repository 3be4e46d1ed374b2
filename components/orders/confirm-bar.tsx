import { useState } from 'react';
import { numberToType } from '../../lib/orders/plan/typed-number.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useCommonWords, writeNumber } from '../ui/words.ts';
import type { DraftPart } from './draft.ts';
import type { SeenPlan } from './plan-messages.ts';
import { readDigits } from './read-digits.ts';
import { useNoteSaving } from './use-note-saving.ts';
import { useOrdersWords } from './words.ts';

interface Props {
  part: DraftPart;
  seen: SeenPlan;
  onAgain: () => void;
  onConfirmed: (orderId: string) => void;
}

/** Takes something away: its button looks so. */
const takes = new Set(['take-back', 'take-all-back', 'retire']);

/** The one act of a plan. What never comes back asks for its number. */
export function ConfirmBar({ part, seen, onAgain, onConfirmed }: Props) {
  const t = useOrdersWords();
  const confirm = useCommand('order.confirm');
  const noting = useNoteSaving();
  const [isTyping, setTyping] = useState(false);
  const { plan, digest } = seen;
  const count = plan.counts['will-do'] ?? 0;
  const wanted = numberToType(plan);
  const busy = confirm.busy || noting.busy;
  const isSendable = count > 0 && plan.warnings.every(({ kind }) => kind !== 'limits-unknown');
  const send = async (typed?: string) => {
    const { uId, wish, from, notes } = part;
    // First, as nobody may be here afterwards, and they stand nowhere but in this draft.
    if (notes && !(await noting.save(uId, notes))) return setTyping(false);
    const sent = await confirm.run({
      uId,
      wish,
      digest,
      ...(from && { from }),
      ...(typed !== undefined && { typed }),
    });
    if (sent) onConfirmed(sent.orderId);
  };
  if (!isSendable) return null;
  const text = t(`confirm.${plan.kind}`, { count });
  const look = takes.has(plan.kind) || wanted !== undefined ? 'danger-solid' : 'primary';
  return (
    <footer className="plan-confirm">
      {noting.failure ? <FailurePanel failure={noting.failure} more={<p>{t('notes.failed')}</p>} /> : null}
      {confirm.failure && !isTyping ? <ConfirmFailure failure={confirm.failure} onAgain={onAgain} /> : null}
      <div className="acts end">
        <Button
          look={look}
          isDisabled={busy}
          onPress={() => (wanted === undefined ? void send() : setTyping(true))}
        >
          {text}
        </Button>
      </div>
      {isTyping && wanted !== undefined ? (
        <TypedConfirm
          title={text}
          kind={plan.kind}
          wanted={wanted}
          forever={plan.forever.licences > 0}
          busy={busy}
          failure={confirm.failure}
          onConfirm={(typed) => void send(typed)}
          onAgain={() => {
            setTyping(false);
            onAgain();
          }}
          onClose={() => setTyping(false)}
        />
      ) : null}
    </footer>
  );
}

function ConfirmFailure({ failure, onAgain }: { failure: Failure; onAgain: () => void }) {
  const t = useOrdersWords();
  return (
    <FailurePanel failure={failure}>
      <Button onPress={onAgain}>{t('plan.again')}</Button>
    </FailurePanel>
  );
}

interface TypedProps {
  title: string;
  kind: string;
  wanted: number;
  /** Whether it gives books away. */
  forever: boolean;
  busy: boolean;
  failure: Failure | undefined;
  onConfirm: (typed: string) => void;
  onAgain: () => void;
  onClose: () => void;
}

function TypedConfirm({ title, wanted, forever, busy, failure, onConfirm, onAgain, onClose }: TypedProps) {
  const t = useOrdersWords();
  const tc = useCommonWords();
  const [typed, setTyped] = useState('');
  const isRight = readDigits(typed) === String(wanted);
  return (
    <Dialog alert title={title} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isRight) onConfirm(String(wanted));
        }}
      >
        <p>{t(forever ? 'type.forever' : 'type.take')}</p>
        <TextField
          autoFocus
          label={t('type.label', { number: writeNumber(wanted) })}
          inputMode="numeric"
          value={typed}
          onChange={setTyped}
        />
        {failure ? <ConfirmFailure failure={failure} onAgain={onAgain} /> : null}
        <div className="acts end">
          <Button onPress={onClose}>{tc('act.cancel')}</Button>
          <Button look="danger-solid" type="submit" isDisabled={busy || !isRight}>
            {title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
