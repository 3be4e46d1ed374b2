/** One live query for all who ask: one for each would hold up a table that scrolls, or read the same rows again. */
import { liveQuery, type Subscription } from 'dexie';

/** Undefined until the first read is through. */
export type Found<T> = { value: T } | { error: unknown } | undefined;

/** Milliseconds that it goes on when nobody listens: who begins a read early hands it over to the screen. */
const LINGER = 5000;

/** Follows the cache as long as somebody listens, and a little longer. */
export function createLiveStore<T>(query: () => Promise<T>) {
  const listeners = new Set<() => void>();
  let found: Found<T>;
  let following: Subscription | undefined;
  let ending: ReturnType<typeof setTimeout> | undefined;

  let asked = 0;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const hold = (value: T) => {
    if (!(found && 'value' in found && found.value === value)) found = { value };
  };
  /** Dexie hands on what was read in a task of its own: a page that draws itself before that has the rows already. */
  async function read(): Promise<T> {
    asked += 1;
    const turn = asked;
    const value = await query();
    if (turn === asked) hold(value);
    return value;
  }
  function end(): void {
    following?.unsubscribe();
    following = undefined;
    asked += 1;
    found = undefined;
  }

  return {
    get: () => found,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      clearTimeout(ending);
      following ??= liveQuery(read).subscribe({
        next(value) {
          hold(value);
          tell();
        },
        error(error) {
          found = { error };
          tell();
        },
      });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        // A failed query is over: who comes next asks anew.
        if (found && 'error' in found) end();
        else ending = setTimeout(end, LINGER);
      };
    },
  };
}
