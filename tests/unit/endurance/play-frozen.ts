import { leaveFrozen, readFrozen } from '../cache/frozen-database.ts';
import { tell } from './play-story.ts';
import { live, openStory } from './run-story.ts';
import { createCheck, noteFault, type Told } from './told.ts';
import { linkAll } from './windows.ts';

/** What only the admin knows, and nothing can bring back. */
const ownWords = ['personNotes', 'marks', 'lists', 'views', 'locationNotes'];

/**
 * The extension is updated over the frozen example of a schema version, which has a sync under way and, where it knew
 * orders, an open one. Backgrounds die over it, also while it is migrated; what was begun comes to its end.
 */
export async function playFrozen(version: number, bugs: string[]): Promise<Told> {
  const story = openStory(version, bugs);
  const frozen = readFrozen(version);
  // Its journal is older than the simulated Apple.
  story.before = undefined;
  const told = await tell(story, version, async ({ world, dice }) => {
    await leaveFrozen(world.factory, frozen, world.name);
    noteFault(story.told, 'updated');
    for (let deaths = 4; deaths > 0; deaths--)
      await live(story, (window) => linkAll(story, window), { after: dice.between(0, 30) });
    await live(story, (window) => linkAll(story, window));
  });
  const check = createCheck(told);
  const cache = story.world.openCache();
  try {
    for (const name of ownWords)
      check(await cache.table(name).toArray(), `${name} of version ${version}`).toEqual(
        frozen.tables[name] ?? [],
      );
    for (const { id } of frozen.tables.orders ?? [])
      check(await cache.orders.get(String(id)), `order ${id}`).toMatchObject({ state: 'done' });
  } finally {
    cache.close();
  }
  return told;
}
