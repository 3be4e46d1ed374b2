import type { LocationRow } from '../../lib/cache/rows.ts';

/**
 * When the oldest part of what a look-up answers from was read. Undefined until counts, people and holdings were all
 * read once: before that "nothing found" would be a guess.
 */
export function readAt({ assetsAt, usersAt, holdingsAt }: LocationRow): number | undefined {
  if (assetsAt === undefined || usersAt === undefined || holdingsAt === undefined) return undefined;
  return Math.min(assetsAt, usersAt, holdingsAt);
}
