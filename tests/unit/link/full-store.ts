import { vi } from 'vitest';

/** The disk is full for writes to these object stores until `free()` is called. Needs fake-indexeddb's globals. */
export function fillStores(...names: string[]) {
  const { put, add } = IDBObjectStore.prototype;
  const refuse = (write: typeof put): typeof put =>
    function (this: IDBObjectStore, ...args) {
      if (names.includes(this.name))
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      return write.apply(this, args);
    };
  const spies = [
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(refuse(put)),
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(refuse(add)),
  ];
  return { free: () => spies.map((spy) => spy.mockRestore()) };
}
