import { z } from 'zod';
import { waitFor } from '../browser/support/wait-for.ts';
import { serialFor } from '../simulator/seeds/random.ts';
import type { AppleWorld, Run } from './apple-world.ts';

const changed = Array.from({ length: 10 }, (_, place) => `123450987${place}`);

/**
 * Milliseconds of a delta of 1,000 changes, network aside: 500 gained and 500 lost, over all of the devices and ten
 * apps; the lost ones make it read the holders of their app again.
 */
export async function deltaMs(
  world: AppleWorld,
  devices: number,
  say: (line: string) => void,
): Promise<number> {
  const { apple } = world.simulator;
  const serial = (place: number) => serialFor(Math.floor((place * devices) / 1000), 'GG7');
  const appOf = (place: number) => changed[place % changed.length] ?? '';
  for (const adamId of changed) apple.buy('grid', adamId, 'STDQ', 100);
  for (let place = 0; place < 500; place++)
    apple.assign('grid', appOf(place), 'STDQ', { serialNumber: serial(2 * place) });
  await world.sync(false);
  for (let place = 0; place < 500; place++) {
    apple.unassign('grid', appOf(place), 'STDQ', { serialNumber: serial(2 * place) });
    apple.assign('grid', appOf(place), 'STDQ', { serialNumber: serial(2 * place + 1) });
  }
  const run = await world.sync(false);
  const { ms, requests } = await networkMs(world, run);
  say(`delta ${run.ms} ms, of which ${ms} ms while one of ${requests} requests was open`);
  return run.ms - ms;
}

const Requests = z.array(z.object({ at: z.number(), ms: z.number() }));

/** How long at least one request was open during a run, by the product's own log of requests. */
async function networkMs({ rows, simulator }: AppleWorld, { startedAt, finishedAt }: Run) {
  const sent = simulator.log.count({ host: 'vpp.itunes.apple.com', since: startedAt });
  const requests = await waitFor(
    async () => {
      const own = Requests.parse(await rows('requests')).filter(
        ({ at }) => at >= startedAt && at <= finishedAt,
      );
      return own.length >= sent && own;
    },
    { message: 'all requests are in the log' },
  );
  let [ms, until] = [0, startedAt];
  for (const { at, ms: taken } of requests.toSorted((a, b) => a.at - b.at)) {
    ms += Math.max(0, at + taken - Math.max(at, until));
    until = Math.max(until, at + taken);
  }
  return { ms, requests: requests.length };
}
