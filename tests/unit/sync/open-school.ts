import { IDBFactory } from 'fake-indexeddb';
import { locationRow } from '../cache/fresh-database.ts';
import { createTestClock, startBackground } from './background.ts';
import { createFakeApple, fillSchool } from './fake-apple.ts';

/** A small school that is linked, and a background that can sync it. */
export async function openSchool(deps: Parameters<typeof startBackground>[2] = {}, pageSize = 3) {
  const apple = createFakeApple({ pageSize });
  fillSchool(apple);
  const browser = { factory: new IDBFactory(), clock: createTestClock() };
  const background = startBackground(apple, browser, deps);
  await background.db.locations.put(locationRow('1'));
  const sync = async (full = false) => {
    apple.calls.length = 0;
    await background.engine.request('1', { full });
    await background.engine.idle();
    return background.db.syncs.get('1');
  };
  return { apple, browser, ...background, sync };
}
