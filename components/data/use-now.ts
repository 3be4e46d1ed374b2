import { useEffect, useState } from 'react';
import { systemClock } from '../../lib/platform/clock.ts';

/** The time, renewed every minute: for days left and states that pass with time. */
export function useNow(): number {
  const [now, setNow] = useState(() => systemClock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(systemClock.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
