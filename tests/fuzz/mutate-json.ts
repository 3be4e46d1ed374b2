import fc from 'fast-check';
import { nastyTexts } from './mutate-text.ts';

/** One change somewhere in a JSON value. */
interface Change {
  /** Which child to go down into at each level. */
  way: number[];
  act: 'drop' | 'set' | 'rename' | 'double' | 'wrap';
  name: string;
  value: unknown;
}

const names = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'then',
    'toJSON',
    'length',
    '',
    '0',
    '-1',
    'x'.repeat(3000),
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

const values = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(null, true, false, 0, -0, -1, 0.5, 1e308, 2 ** 31, 2 ** 53, {}, []),
  },
  { weight: 3, arbitrary: fc.constantFrom(...nastyTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  // An own key `__proto__`, as JSON.parse makes one.
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('{"__proto__":{"isPolluted":true}}', '{"constructor":{"prototype":{}}}')
      .map((text) => JSON.parse(text)),
  },
  { weight: 1, arbitrary: fc.constantFrom(100, 3000, 70_000).map((length) => 'A'.repeat(length)) },
  { weight: 1, arbitrary: fc.constantFrom(10, 500, 2000).map(nested) },
);

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { inner: value };
  return value;
}

/** @param more values of the target's own, to be put anywhere */
function changes(more: readonly unknown[]): fc.Arbitrary<Change[]> {
  const own = more.length > 0 ? [{ weight: 4, arbitrary: fc.constantFrom(...more) }] : [];
  const change: fc.Arbitrary<Change> = fc.record({
    way: fc.array(fc.nat({ max: 30 }), { maxLength: 5 }),
    act: fc.constantFrom('drop', 'set', 'set', 'rename', 'double', 'wrap'),
    name:
      more.length > 0
        ? fc.oneof(names, fc.constantFrom(...more.filter((one) => typeof one === 'string'), 'x'))
        : names,
    value: fc.oneof({ weight: 10, arbitrary: values }, ...own),
  });
  return fc.array(change, { maxLength: 4 });
}

/** A valid JSON value with a few changes: fields gone, renamed, of another kind, far too large. */
export function mutatedJson(
  examples: readonly unknown[],
  more: readonly unknown[] = [],
): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...examples), changes(more))
    .map(([example, list]) => list.reduce(changed, structuredClone(example)));
}

function changed(root: unknown, change: Change): unknown {
  const holder: { root: unknown } = { root };
  let parent: object = holder;
  let key = 'root';
  for (const step of change.way) {
    const value: unknown = Reflect.get(parent, key);
    if (typeof value !== 'object' || value === null) break;
    const keys = Object.keys(value);
    const next = keys[step % Math.max(1, keys.length)];
    if (next === undefined || !Object.hasOwn(value, next)) break;
    parent = value;
    key = next;
  }
  apply(parent, key, change);
  return holder.root;
}

function apply(parent: object, key: string, { act, name, value }: Change): void {
  const old: unknown = Reflect.get(parent, key);
  if (act === 'set') define(parent, key, value);
  else if (act === 'wrap') define(parent, key, [old]);
  else if (act === 'double') define(parent, key, Array.isArray(old) ? [...old, ...old] : [old, old]);
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else {
    Reflect.deleteProperty(parent, key);
    if (act === 'rename') define(parent, name, old);
  }
}

function define(owner: object, key: string, value: unknown): void {
  if (Array.isArray(owner) && key === 'length') return;
  Object.defineProperty(owner, key, { value, enumerable: true, writable: true, configurable: true });
}
