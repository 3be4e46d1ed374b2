import { type ReactNode, useState } from 'react';
import type { MdmRow } from '../../lib/cache/mdm-rows.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useCommonWords } from '../ui/words.ts';
import { askForHosts } from './ask-for-hosts.ts';
import { kindOf } from './kinds.ts';
import { useMdmWords } from './words.ts';

interface Props {
  failure: Failure;
  row: MdmRow | undefined;
  /** The host may be reached now. Absent where that would not help. */
  onAllowed: (() => void) | undefined;
  /** Below the cure. */
  more?: ReactNode;
  children?: ReactNode;
}

/** What went wrong with an MDM, with its cure as a button where the browser has one. */
export function MdmFailure({ failure, row, onAllowed, more, children }: Props) {
  const t = useMdmWords();
  // Which host it was: that of its sign-in may be another than the MDM's own.
  const { address } = failure.details ?? {};
  return (
    <FailurePanel failure={failure} more={more}>
      {failure.code === 'mdm-unreachable' && typeof address === 'string' ? (
        <a href={`https://${address}`} target="_blank" rel="noreferrer" className="act-link">
          {t('act.open')}
        </a>
      ) : null}
      {failure.code === 'mdm-permission' && row && onAllowed ? (
        <AllowHost row={row} onAllowed={onAllowed} />
      ) : null}
      {children}
    </FailurePanel>
  );
}

function AllowHost({ row, onAllowed }: { row: MdmRow; onAllowed: () => void }) {
  const t = useCommonWords();
  const [isRefused, setRefused] = useState(false);
  const ask = async () => {
    const failure = await askForHosts(kindOf(row)?.patterns(row.settings) ?? []);
    setRefused(failure !== undefined);
    if (!failure) onAllowed();
  };
  const tm = useMdmWords();
  return (
    <>
      <Button onPress={() => void ask()}>{t('act.allow')}</Button>
      {isRefused ? (
        <span role="alert" className="small">
          {tm('allow.refused')}
        </span>
      ) : null}
    </>
  );
}
