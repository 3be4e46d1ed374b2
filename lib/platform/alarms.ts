import type { browser as Browser } from 'wxt/browser';

/** Half a minute is the shortest that browsers allow; only set while there is work to pick up. */
const workMinutes = 0.5;
const routineMinutes = 15;

/**
 * Two alarms: `routine`, always, for what is due; `work`, only while work is under way, which picks it up when its
 * worker died. Alarms may vanish with the browser, so both are set again at every start.
 */
export function createAlarms(alarms: Pick<typeof Browser.alarms, 'get' | 'create' | 'clear'>) {
  let works = 0;

  async function ensure(name: string, periodInMinutes: number): Promise<void> {
    if (!(await alarms.get(name))) await alarms.create(name, { periodInMinutes });
  }
  return {
    ensureRoutine: () => ensure('routine', routineMinutes),
    /** @returns ends this work; the alarm stays while another work is under way, or when this one goes on later */
    async workBegins(): Promise<(goesOn: boolean) => Promise<void>> {
      works += 1;
      try {
        await ensure('work', workMinutes);
      } catch (error) {
        works -= 1;
        throw error;
      }
      return async (goesOn) => {
        works -= 1;
        if (works === 0 && !goesOn) await alarms.clear('work');
      };
    },
  };
}
export type Alarms = ReturnType<typeof createAlarms>;
