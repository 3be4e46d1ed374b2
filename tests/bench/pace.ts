import { openAppleWorld, startApple } from './apple-world.ts';
import type { Benchmark } from './benchmark.ts';

/** A fifth of a million, so that it takes 20 s instead of 100: the pace is the same from the first second on. */
const devices = 20_000;
const requestsPerSecond = 10;

/** A full sync at the configured rate, five pages at once, against what that rate alone takes (design 9). */
export const run: Benchmark = async ({ say, report }) => {
  const apple = await startApple({ devices, mostPerSecond: 15 });
  const world = await openAppleWorld(apple);
  try {
    await world.setRate(requestsPerSecond);
    await world.firstSync();
    const { simulator } = world;
    const { ms, startedAt } = await world.sync(true);
    const sent = simulator.log.find({ host: 'vpp.itunes.apple.com', since: startedAt });
    // The limits are asked for at a pace of their own.
    const paced = sent.filter(({ path }) => !path.endsWith('/service/config'));
    // A page that was asked for twice was needed once.
    const needed = new Set(paced.map(({ method, path, query }) => `${method} ${path}?${query}`)).size;
    const floor = ((needed - 1) * 1000) / requestsPerSecond;
    say(
      `${paced.length} requests, ${needed} needed, in ${ms} ms; offences: ${simulator.log.offences.length}`,
    );
    if (simulator.log.offences.length > 0) throw new Error('Apple would have refused some of them.');
    report({
      name: `full sync of ${devices * 10} assignments at ${requestsPerSecond} requests a second`,
      unit: 'ms',
      measured: ms,
      budget: floor * 1.1,
      baseline: floor,
      browser: world.browser,
    });
  } finally {
    await world.close();
    await apple.close();
  }
};
