/** The import's own client and worker in a page of their own, for the benchmark to drive. */
import { createImportClient } from '../../components/people-import/import-client.ts';
import { Database } from '../../lib/cache/database.ts';

const encoder = new TextEncoder();

/** Puts people into the page's cache, as if the location had been read. */
async function plant(count: number): Promise<void> {
  const db = new Database();
  const row = (index: number) => ({
    uId: 'full',
    generation: 1,
    clientUserId: `known-${index}`,
    status: 'Associated' as const,
    email: `known${index}@example.com`,
    emailLower: `known${index}@example.com`,
    retiredRecords: 0,
  });
  await db.users.bulkPut(Array.from({ length: count }, (_, index) => row(index)));
  await db.userSets.put({ uId: 'full', generation: 1, asOf: Date.now() });
  db.close();
}

/** Of the browser: what takes longer is a long task, and is told of. */
const LONG = 50;

/** The long tasks from now on. They are told of late, but in their order. */
function watchTasks() {
  const tasks: PerformanceEntry[] = [];
  let hear: () => void = () => undefined;
  const watch = new PerformanceObserver((list) => {
    tasks.push(...list.getEntries());
    hear();
  });
  watch.observe({ type: 'longtask' });
  const beBusy = () =>
    new Promise<number>((resolve) => {
      setTimeout(() => {
        const began = performance.now();
        while (performance.now() - began <= LONG);
        resolve(began);
      });
    });
  return {
    /** Milliseconds of the longest; waits until it hears of a long task of its own, and so of all before. */
    async longest(): Promise<number> {
      const own = await beBusy();
      const isBefore = ({ startTime, duration }: PerformanceEntry) => startTime + duration <= own;
      while (tasks.every(isBefore))
        await new Promise<void>((resolve) => {
          hear = resolve;
        });
      watch.disconnect();
      return Math.max(0, ...tasks.filter(isBefore).map(({ duration }) => duration));
    },
  };
}

/** Milliseconds from a chosen file to its last row on the page, and the longest task meanwhile. */
async function check(text: string, uId: string) {
  const bytes = encoder.encode(text).buffer;
  const tasks = watchTasks();
  const client = createImportClient();
  client.prepare(uId);
  const began = performance.now();
  const { map } = await client.read(bytes);
  const read = performance.now() - began;
  const { counts } = await client.check(uId, { columns: map.columns, ids: map.ids, managedDomains: [] });
  const checked = performance.now() - began;
  const refused: { line: number; reason: string }[] = [];
  for await (const rows of client.refused())
    for (const { line, reason } of rows) refused.push({ line, reason });
  let people = 0;
  for await (const rows of client.people()) people += rows.length;
  const whole = performance.now() - began;
  const longestTask = await tasks.longest();
  client.cancel();
  return { read, checked, whole, longestTask, counts, people, refused };
}

Object.assign(window, { plant, check });
