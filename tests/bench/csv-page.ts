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

/** Milliseconds from a chosen file to its last row on the page, and the longest task meanwhile. */
async function check(text: string, uId: string) {
  const bytes = encoder.encode(text).buffer;
  let longestTask = 0;
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
  });
  watch.observe({ type: 'longtask' });
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
  // Long tasks are told of a little later.
  await new Promise((resolve) => setTimeout(resolve, 200));
  watch.disconnect();
  client.cancel();
  return { read, checked, whole, longestTask, counts, people, refused };
}

Object.assign(window, { plant, check });
