import { useEffect, useState } from 'react';
import { systemClock } from '../../lib/platform/clock.ts';
import { ageOf, untilNextText } from './age-text.ts';
import { useCommonWords, writeTime } from './words.ts';

interface Props {
  /** Milliseconds since the epoch. */
  at: number;
  /** `of`: "as of 4 min ago"; `plain`: "4 min ago". */
  form?: 'of' | 'plain';
}

/** When something was true; ticks by itself, the exact time is its title. */
export function Age({ at, form = 'of' }: Props) {
  const t = useCommonWords();
  const now = useTicking(at);
  const { unit, count } = ageOf(now - at);
  const text = t(`age.${unit}`, { count });
  return (
    <time dateTime={new Date(at).toISOString()} title={writeTime(at)} className="soft">
      {form === 'of' ? t('age.of', { age: text }) : text}
    </time>
  );
}

function useTicking(at: number): number {
  const [now, setNow] = useState(() => systemClock.now());
  useEffect(() => {
    const timer = setTimeout(() => setNow(systemClock.now()), untilNextText(now - at));
    return () => clearTimeout(timer);
  }, [now, at]);
  return now;
}
