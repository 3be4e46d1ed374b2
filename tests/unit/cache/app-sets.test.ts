import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readApps } from '../../../lib/cache/app-sets.ts';
import type { AppRow } from '../../../lib/cache/rows.ts';
import { nameApp, writeApps } from '../../../lib/cache/write-apps.ts';
import { openFreshDatabase } from './fresh-database.ts';

// Few ids, and some that share a set: the same app is written again and again.
const adamId = fc.constantFrom('7', '1007', '2007', '361309726', '361309826', '12');
const written = fc.uniqueArray(
  fc.record<AppRow>({
    adamId,
    name: fc.string(),
    source: fc.constantFrom('store', 'missing'),
    fetchedAt: fc.nat(),
  }),
  { selector: (app) => app.adamId },
);
const step = fc.oneof(
  written.map((rows) => ({ rows })),
  fc.record({ adamId, name: fc.constantFrom('', 'Ours', 'Theirs') }),
);

it('are the same apps, whatever was written and named', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const db = openFreshDatabase();
      for (const step of steps) {
        if ('rows' in step) await writeApps(db, step.rows);
        else await nameApp(db, step.adamId, step.name);
      }
      const apps = await readApps(db);
      expect(apps.toSorted((a, b) => (a.adamId < b.adamId ? -1 : 1))).toEqual(await db.apps.toArray());
      db.close();
    }),
    { numRuns: 60 },
  );
});
