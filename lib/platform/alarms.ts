import type { browser as Browser } from 'wxt/browser';

/** Half a minute is the shortest that browsers allow; only set while there is work to pick up. */
const workMinutes = 0.5;
const routineMinutes = 15;

/**
 * Two alarms: `routine`, always, for what is due; `work`, only while work is under way, which picks it up when its
 * worker died. Alarms may vanish with the browser, so both are set again at every start.
 */
export function createAlarms(alarms: typeof Browser.alarms) {
  async function ensure(name: string, periodInMinutes: number): Promise<void> {
    if (!(await alarms.get(name))) await alarms.create(name, { periodInMinutes });
  }
  return {
    ensureRoutine: () => ensure('routine', routineMinutes),
    workBegins: () => ensure('work', workMinutes),
    workEnds: async () => {
      await alarms.clear('work');
    },
  };
}
