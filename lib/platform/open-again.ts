/** The part of a Dexie database that is needed. */
interface Openable {
  open(): PromiseLike<unknown>;
  close(options: { disableAutoOpen: boolean }): void;
  hasFailed(): boolean;
  isOpen(): boolean;
}

/**
 * A database whose opening failed (a full disk) refuses every later call: the background would have to die before it
 * works again. With this, the next call opens it anew.
 */
export function openAgain<D extends Openable>(db: D): D {
  const open = db.open.bind(db);
  const forget = () => {
    if (db.hasFailed() && !db.isOpen()) db.close({ disableAutoOpen: false });
  };
  // Not at once: those who waited for this opening must hear that it failed, not begin another one.
  const failed = () => void setTimeout(forget, 0);
  return Object.assign(db, {
    open: () => {
      const opening = open();
      opening.then(undefined, failed);
      return opening;
    },
  });
}
