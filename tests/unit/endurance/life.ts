/** Which background it is that says something: in these tests all of them share one process. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Dexie } from 'dexie';

/** Whatever is done in one life of a background belongs to it, also what comes of it after its end. */
const lives = new AsyncLocalStorage<{ isEnding: boolean }>();

/** One life, in whose middle one background is started. What it says from its end on is the browser's doing. */
export const inOneLife = <T>(live: () => Promise<T>): Promise<T> => lives.run({ isEnding: false }, live);

export const isLifeEnding = () => lives.getStore()?.isEnding === true;

/** For the background that is started in this life. */
export function enterLife() {
  const life = lives.getStore() ?? { isEnding: false };
  const endHearing = hearChanges();
  return Object.assign(life, {
    end(): void {
      life.isEnding = true;
      endHearing();
    },
  });
}

/** @returns ends all that began meanwhile to listen to changes of a cache */
function hearChanges(): () => void {
  const { storagemutated } = Dexie.on;
  const heard: Parameters<typeof storagemutated.unsubscribe>[0][] = [];
  const subscribe = storagemutated.subscribe;
  storagemutated.subscribe = (listener) => {
    heard.push(listener);
    subscribe(listener);
  };
  return () => {
    storagemutated.subscribe = subscribe;
    for (const listener of heard.splice(0)) storagemutated.unsubscribe(listener);
  };
}
