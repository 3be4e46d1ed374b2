import type { ReactNode } from 'react';
import type { Failure } from '../../lib/platform/errors.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FailurePanel } from './failure-panel.tsx';
import { useCommonWords } from './words.ts';

interface Props {
  title: string;
  /** What it does and what it leaves alone. */
  children: ReactNode;
  /** The act in words, with its number: "Unlink North School". */
  confirm: string;
  busy?: boolean;
  failure?: Failure | undefined;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once before something is destroyed; the safe answer has the focus. */
export function ConfirmDialog(props: Props) {
  const t = useCommonWords();
  return (
    <Dialog alert title={props.title} onClose={props.onClose}>
      {props.children}
      {props.failure ? <FailurePanel failure={props.failure} /> : null}
      <div className="acts end">
        <Button autoFocus onPress={props.onClose}>
          {t('act.cancel')}
        </Button>
        <Button look="danger-solid" isDisabled={props.busy ?? false} onPress={props.onConfirm}>
          {props.confirm}
        </Button>
      </div>
    </Dialog>
  );
}
