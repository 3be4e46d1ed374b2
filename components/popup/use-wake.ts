import { useEffect } from 'react';
import { send } from '../../lib/bus/client.ts';

/** Longer than a look-up takes to answer. */
const patienceMs = 1000;

/**
 * Wakes the background, so that it picks up what was left. Once the page has nothing else to do: a worker that starts
 * takes the processor and the database away from the first look-up.
 */
export function useWake(): void {
  useEffect(() => {
    const id = requestIdleCallback(() => void send('app.wake', {}), { timeout: patienceMs });
    return () => cancelIdleCallback(id);
  }, []);
}
