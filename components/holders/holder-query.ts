/** Parameters of the address that say how a table looks, not what is in it. */
const looks = ['open', 'hide', 'lists'];

/** What the worker is asked, from the address. */
export function queryOf(params: URLSearchParams): string {
  const query = new URLSearchParams(params);
  for (const name of looks) query.delete(name);
  return query.toString();
}

/** The same with other parameters; empty and missing ones are left out. */
export function withParams(query: string, changes: Record<string, string | undefined>): string {
  const params = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  return params.toString();
}
