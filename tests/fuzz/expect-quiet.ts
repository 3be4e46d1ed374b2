import { AppError, type Failure, toFailure } from '../../lib/platform/errors.ts';

/** Runs a reader that may refuse: its value, or what its failure would tell people. Anything but an AppError goes on. */
export function attempt<T>(work: () => T): { value: T } | { failure: Failure } {
  try {
    return { value: work() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { failure: toFailure(error) };
  }
}

/** The longest piece of a secret that may be seen by chance. */
const most = 8;

/** Throws when a text tells a piece of a secret. */
export function expectNoSecret(told: unknown, secrets: readonly string[], longest = most): void {
  const text = typeof told === 'string' ? told : JSON.stringify(told);
  for (const secret of secrets)
    for (let at = 0; at + longest <= secret.length; at += 1)
      if (text.includes(secret.slice(at, at + longest)))
        throw new Error(`tells a part of a secret: ${secret.slice(at, at + longest)}`);
}

/** Throws when something that was read has changed what every object inherits. */
export function expectCleanPrototypes(): void {
  for (const prototype of [Object.prototype, Array.prototype, String.prototype, Function.prototype]) {
    const added = Object.keys(prototype);
    if (added.length > 0 || Reflect.get(prototype, 'isPolluted') !== undefined)
      throw new Error(`a prototype was changed: ${added.join()}`);
  }
}

/** Throws unless it holds. */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}
