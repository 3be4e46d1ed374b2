import type { DexieOptions } from 'dexie';
import { AppError } from './errors.ts';

/**
 * The options of a database that refuses what a newer version left. Dexie would open it as it stands, and older code
 * would write rows without what the newer one keeps beside them. @throws AppError storage-newer, when it is opened
 */
export function withoutNewer(options: DexieOptions): DexieOptions {
  // Outside of browsers there is none, unless it is given.
  const factory = options.indexedDB ?? (typeof indexedDB === 'undefined' ? undefined : indexedDB);
  return factory ? { ...options, indexedDB: refuseNewer(factory) } : options;
}

/** Dexie leaves the version out after the browser said that the one asked for is too low, and only then. */
function refuseNewer<Factory extends object>(factory: Factory): Factory {
  return new Proxy(factory, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...asked: unknown[]) => {
        if (key === 'open' && asked[1] === undefined) throw new AppError('storage-newer');
        return Reflect.apply(value, target, asked);
      };
    },
  });
}
