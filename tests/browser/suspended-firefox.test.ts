import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator } from '../simulator/start-simulator.ts';
import { createScreen } from './support/extension.ts';
import { readHoldings } from './support/holdings.ts';
import { type Firefox, launchFirefox } from './support/launch-firefox.ts';
import { waitFor } from './support/wait-for.ts';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let firefox: Firefox;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 'school', pageSize: 50 });
  firefox = await launchFirefox({ net: simulator, backgroundIdleTimeout: 1_000 });
});
afterAll(async () => {
  await firefox?.close();
  await simulator?.close();
});

test('a sync whose event page is suspended in the middle goes on when the popup opens', async () => {
  const popup = await firefox.openPopup();
  const screen = createScreen(popup);
  const isAssignments = { path: /assignments/ };
  // Apple does not answer: a fetch alone does not keep the event page alive.
  const gate = simulator.apple.faults.gate(isAssignments);
  const uId = await screen.link(simulator.tokens.ps01 ?? '');
  await waitFor(() => simulator.log.count(isAssignments) > 0, { message: 'the walk has begun' });
  await popup.close();
  await firefox.waitUntilSuspended();
  gate.release();

  const again = createScreen(await firefox.openPopup());
  await again.settled();
  expect(await readHoldings(again, uId)).toEqual([...new Set(simulator.apple.dumpAssignments('ps01'))]);
  expect(simulator.log.offences).toEqual([]);
});
