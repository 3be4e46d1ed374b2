import { type ReactNode, useState } from 'react';
import { browser } from 'wxt/browser';
import { systemClock } from '../../lib/platform/clock.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { Button } from './button.tsx';
import { reportOf, wordsForFailure } from './failure-words.ts';
import { type Tone, ToneIcon } from './state.tsx';
import { useCommonWords } from './words.ts';
import './dialog.css';
import './panel.css';

interface Props {
  failure: Failure;
  tone?: Tone;
  /** The cure in other words than the failure's own, where the place knows more. */
  cure?: string | undefined;
  /** Below the cure. */
  more?: ReactNode;
  /** The cure as a button. */
  children?: ReactNode;
}

/** What happened, what to do, and a report to copy that holds no secret. */
export function FailurePanel({ failure, tone = 'danger', cure, more, children }: Props) {
  const words = wordsForFailure(failure);
  return (
    <div className={`failure tone-${tone}`} role="alert">
      <ToneIcon tone={tone} size={16} />
      <div className="failure-body">
        <p className="failure-title">{words.title}</p>
        <p>{cure ?? words.cure}</p>
        {more}
        <div className="acts">
          {children}
          <CopyReport failure={failure} />
        </div>
      </div>
    </div>
  );
}

function CopyReport({ failure }: { failure: Failure }) {
  const t = useCommonWords();
  const [copied, setCopied] = useState(false);
  const [report, setReport] = useState<string>();
  const copy = async () => {
    const text = reportOf(failure, browser.runtime.getManifest().version, systemClock.now());
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // The browser keeps its clipboard closed: show the report, to be copied by hand.
      setReport(text);
    }
  };
  if (report !== undefined) return <pre className="report">{report}</pre>;
  return (
    <Button look="link" onPress={copy}>
      {t(copied ? 'report.copied' : 'report.copy')}
    </Button>
  );
}
