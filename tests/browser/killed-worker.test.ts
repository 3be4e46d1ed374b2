import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator } from '../simulator/start-simulator.ts';
import { createScreen } from './support/extension.ts';
import { readHoldings } from './support/holdings.ts';
import { type Chromium, launchChromium } from './support/launch-chromium.ts';
import { waitFor } from './support/wait-for.ts';

const pageSize = 100;
const kills = 10;
const requestsPerSecond = 40;
/** What a dead worker may have asked for without having written it: five in flight, and half a second's pages. */
const lostAtMost = 5 + requestsPerSecond / 2;

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let chromium: Chromium;

beforeAll(async () => {
  simulator = await startSimulator({
    seed: 'sixty-thousand',
    pageSize,
    config: { limits: { maxRequestPerSecond: 1_000_000 } },
  });
  chromium = await launchChromium({ net: simulator });
});
afterAll(async () => {
  await chromium?.close();
  await simulator?.close();
});

test('a sync whose worker is killed ten times ends with what Apple has, and reads little twice', async () => {
  const [key = ''] = simulator.apple.locationKeys();
  const page = await chromium.openPopupTab();
  const screen = createScreen(page);
  // Slow enough that each life reads some dozens of the 600 pages.
  await screen.setSettings({ requestsPerSecond });
  const uId = await screen.link(simulator.tokens[key] ?? '');

  const pagesRead = () => assignmentReads().length;
  for (let life = 1; life <= kills; life += 1) {
    const before = pagesRead();
    await waitFor(() => pagesRead() >= before + 30, { timeout: 60_000, message: `life ${life} reads pages` });
    await chromium.killWorker();
    if (life === kills) await chromium.wakeByAlarm();
    else await screen.send('app.wake', {});
  }
  await screen.settled(120_000);

  const expected = [...new Set(simulator.apple.dumpAssignments(key))];
  expect(await readHoldings(screen, uId)).toEqual(expected);
  const reads = assignmentReads();
  const repeated = reads.length - new Set(reads).size;
  expect(repeated).toBeLessThanOrEqual(kills * lostAtMost);
  expect(new Set(reads).size).toBe(Math.ceil(simulator.apple.dumpAssignments(key).length / pageSize));
  expect(simulator.log.offences).toEqual([]);
});

/** The page index of every read of the assignments so far. */
function assignmentReads(): string[] {
  return simulator.log.entries
    .filter((entry) => entry.path.endsWith('/assignments'))
    .map((entry) => new URLSearchParams(entry.query).get('pageIndex') ?? '0');
}
