import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createHolderView } from '../../../../components/holders/holder-view.ts';

interface Row {
  id: string;
  ticked: boolean;
}

function viewOf(ids: readonly string[], isBound = false) {
  const view = createHolderView<Row, string>({
    sorts: () => ({ id: ({ id }) => id }),
    firstSort: 'id',
    passes: (params) => {
      const text = (params.get('q') ?? '').trim();
      const only = params.get('only') ?? '';
      return ({ id }) => id.includes(text) && id.startsWith(only);
    },
    texts: ({ id }) => [id],
    fold: (text) => text,
    keyOf: ({ id }: Row) => id,
    lineOf: ({ id }) => id,
  });
  const making = view.prepare(
    ids.map((id) => ({ id, ticked: false })),
    '',
  );
  let step = making.next();
  while (!step.done) step = making.next();
  view.show(step.value);
  if (isBound) for (const _ of view.bindHaystack());
  return (query: Record<string, string>) => view.window(`${new URLSearchParams(query)}`, 0, 1000).rows;
}

it('whatever was typed before, a text finds what it finds when it is asked first', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 4 });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }), { maxLength: 60 }),
      fc.array(fc.record({ q: letters, only: fc.constantFrom('', 'a') }), { minLength: 1, maxLength: 40 }),
      fc.boolean(),
      (ids, queries, isBound) => {
        const ask = viewOf(ids, isBound);
        for (const query of queries) expect(ask(query)).toEqual(viewOf(ids)(query));
      },
    ),
  );
});
