import type { DBCore, Middleware } from 'dexie';

/** A store that says yes to some writes of a table and forgets them. */
export function dropWrites(table: string, isLost: (row: unknown) => boolean): Middleware<DBCore> {
  return {
    stack: 'dbcore',
    name: 'drop-writes',
    create: (core) => ({
      ...core,
      table(name) {
        const inner = core.table(name);
        if (name !== table) return inner;
        return {
          ...inner,
          async mutate(request) {
            const isPut = request.type === 'put' || request.type === 'add';
            if (!isPut || !request.values.some(isLost)) return inner.mutate(request);
            return { numFailures: 0, failures: {}, results: [], lastResult: undefined };
          },
        };
      },
    }),
  };
}
