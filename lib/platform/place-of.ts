/**
 * Where in a value a schema found its fault, like `assets[3].adamId`; empty for the value itself. Names and numbers only: a
 * key that does not look like a field's name may be anything that the sender wrote, a secret too, and is a `?`.
 */
export function placeOf(path: readonly PropertyKey[]): string {
  const steps = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${plainName(key)}`));
  return steps.join('').replace(/^\./, '');
}

function plainName(key: string | symbol): string {
  const name = String(key);
  return /^[A-Za-z]{1,40}$/.test(name) ? name : '?';
}
