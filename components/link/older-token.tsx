import type { Failure } from '../../lib/platform/errors.ts';
import { ToneIcon } from '../ui/state.tsx';
import { useCommonWords, writeDate, writeTime } from '../ui/words.ts';
import '../ui/panel.css';

interface Ends {
  offered: string;
  linked: string;
}

/** When the offered and the linked token end, in words; undefined for any other failure. */
export function endsOfBoth({ code, details }: Failure): Ends | undefined {
  const { offered, linked } = details ?? {};
  if (code !== 'older-token' || typeof offered !== 'number' || typeof linked !== 'number') return undefined;
  const write = writeDate(offered) === writeDate(linked) ? writeTime : writeDate;
  return { offered: write(offered), linked: write(linked) };
}

/** The question before an older token replaces a newer one that works. */
export function OlderToken({ ends }: { ends: Ends }) {
  const t = useCommonWords();
  return (
    <div className="failure tone-warning" role="alert">
      <ToneIcon tone="warning" size={16} />
      <div className="failure-body">
        <p className="failure-title">{t('candidate.older', { ...ends })}</p>
        <p>{t('candidate.older.cure')}</p>
      </div>
    </div>
  );
}
