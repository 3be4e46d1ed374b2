import type { DBCore, Middleware } from 'dexie';

/**
 * What Apple cannot tell again: the journal of orders and hand-overs, the activity log, what the admin knows, and what
 * happened to a location, with which its row is written as it is linked. Tokens that wait are among it, since what an
 * unfinished link left in the vault is known by them.
 */
export const ownTables: ReadonlySet<string> = new Set([
  ...['orders', 'orderWishes', 'orderSkips', 'batches', 'activity', 'foreignChanges'],
  ...['personNotes', 'marks', 'lists', 'views', 'locationNotes'],
  ...['mdms', 'mdmTargets', 'deliveries'],
  ...['timeline', 'candidates'],
]);

/**
 * A transaction that may write to one of these is on the disk before it counts: a batch that is `sending` must still be
 * so after a loss of power, or it would be sent again unseen (design 2.5). What was written before it is then, too.
 */
export const flushOwnTables: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'flush-own-tables',
  create: (core) => ({
    ...core,
    transaction(stores, mode, options) {
      const isOwn = mode === 'readwrite' && stores.some((store) => ownTables.has(store));
      return core.transaction(stores, mode, isOwn ? { ...options, durability: 'strict' } : options);
    },
  }),
};
