import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHolderView } from '../../../../components/holders/holder-view.ts';

interface Row {
  id: string;
  licences: number;
  ticked: boolean;
}
interface Line {
  id: string;
  ticked: boolean;
}

function createView() {
  const view = createHolderView<Row, Line>({
    sorts: () => ({ id: ({ id }) => id, licences: ({ licences }) => licences }),
    firstSort: 'id',
    passes: (params) => (row) => params.get('ticked') !== '1' || row.ticked,
    texts: ({ id }) => [id],
    fold: (text) => text,
    lineOf: ({ id, ticked }) => ({ id, ticked }),
    keyOf: ({ id }) => id,
  });
  const prepare = (held: Record<string, number>) => {
    const rows = Object.entries(held).map(([id, licences]) => ({ id, licences, ticked: false }));
    return view.prepare(rows, '');
  };
  /** Through to its end. */
  const finish = (work: ReturnType<typeof prepare>) => {
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
    }
  };
  const window = (query = '') => view.window(query, 0, 1000);
  return {
    view,
    prepare,
    finish,
    window,
    show: (held: Record<string, number>) => view.show(finish(prepare(held))),
    ticked: () =>
      window()
        .rows.filter((row) => row.ticked)
        .map(({ id }) => id),
    /** What a page sends that sees the rows of a window from one id to another. */
    stretch(seen: ReturnType<typeof window>, from: string, to = from) {
      const place = (id: string) => ({ index: seen.rows.findIndex((row) => row.id === id), key: id });
      return { edition: seen.edition, from: place(from), to: place(to) };
    },
  };
}

test('a tick meets the row that was seen, wherever it stands by now', () => {
  const { view, show, window, ticked, stretch } = createView();
  show({ b: 1, c: 1 });
  const seen = window();
  show({ a: 1, b: 1, c: 1 });
  expect(view.tick('', true, stretch(seen, 'b'))).toBe(true);
  expect(ticked()).toEqual(['b']);
});

test('a tick of a row that is gone ticks nothing and says so', () => {
  const { view, show, window, ticked, stretch } = createView();
  show({ a: 1, b: 1 });
  const seen = window();
  show({ a: 1, c: 1 });
  expect(view.tick('', true, stretch(seen, 'b'))).toBe(false);
  expect(ticked()).toEqual([]);
});

test.each([
  ['somebody came in between', { a: 1, aa: 1, b: 1 }, ''],
  ['the ends stand where they stood, and others in between', { a: 1, ab: 1, c: 1 }, ''],
  ['the order is another', { a: 3, b: 2, c: 1 }, 'sort=licences'],
])('a stretch of rows is refused when %s', (_, later, query) => {
  const { view, show, window, ticked, stretch } = createView();
  show({ a: 1, b: 2, c: 3 });
  const seen = window(query);
  show(later);
  expect(view.tick(query, true, stretch(seen, 'a', 'c'))).toBe(false);
  expect(ticked()).toEqual([]);
  expect(view.tick('', true, stretch(window(), 'a', Object.keys(later).at(-1)))).toBe(true);
  expect(ticked()).toEqual(Object.keys(later));
});

test('among ticked rows alone, a second press meets its own row though the first one has left', () => {
  const { view, show, window, ticked, stretch } = createView();
  show({ a: 1, b: 1, c: 1 });
  view.tick('', true);
  const seen = window('ticked=1');
  view.tick('ticked=1', false, stretch(seen, 'a'));
  view.tick('ticked=1', false, stretch(seen, 'b'));
  expect(ticked()).toEqual(['c']);
});

test.each([
  ['while its table is being made', 1],
  ['when its table is made and not yet shown', Number.POSITIVE_INFINITY],
])('a tick and an untick %s are in the next table', (_, steps) => {
  const { view, show, prepare, window, ticked, stretch } = createView();
  show({ a: 1, b: 1, c: 1 });
  view.tick('', true, stretch(window(), 'a'));
  const making = prepare({ a: 2, b: 2, d: 2 });
  let made = making.next();
  for (let step = 1; step < steps && !made.done; step++) made = making.next();
  view.tick('', true, stretch(window(), 'b'));
  view.tick('', false, stretch(window(), 'a'));
  while (!made.done) made = making.next();
  view.show(made.value);
  expect(ticked()).toEqual(['b']);
  expect(window().ticked).toBe(1);
});

test('ticks are those of a plain set of keys, whatever is shown in between', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const table = fc.dictionary(fc.constantFrom(...ids), fc.nat(9));
  const act = fc.oneof(
    fc.record({ kind: fc.constant('show' as const), table }),
    fc.record({
      kind: fc.constant('tick' as const),
      from: fc.nat(5),
      length: fc.nat(5),
      to: fc.boolean(),
      table,
      isLate: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('untick' as const) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      const { view, show, window, ticked, stretch } = createView();
      const expected = new Set<string>();
      for (const one of acts) {
        if (one.kind === 'show') show(one.table);
        else if (one.kind === 'untick') {
          view.untick();
          expected.clear();
        } else {
          const seen = window();
          const [first] = seen.rows.slice(one.from);
          const last = seen.rows.slice(one.from, one.from + one.length + 1).at(-1);
          if (!first || !last) continue;
          if (one.isLate) show(one.table);
          if (!view.tick('', one.to, stretch(seen, first.id, last.id))) continue;
          for (const { id } of first === last
            ? [first]
            : seen.rows.slice(one.from, one.from + one.length + 1)) {
            if (one.to) expected.add(id);
            else expected.delete(id);
          }
        }
        const here = new Set(window().rows.map(({ id }) => id));
        expect(new Set(ticked())).toEqual(new Set([...expected].filter((id) => here.has(id))));
        expect(window().ticked).toBe(ticked().length);
      }
    }),
  );
});
