import { expect, it } from 'vitest';
import { findView, goneOf, viewQuery } from '../../../../components/views/view-query.ts';

const view = { id: 'v', name: 'V', path: '/apps', query: 'q=a&sort=-assigned', createdAt: 1 };
const known = { uIds: new Set(['7']), listIds: new Set(['l']) };

it('is the same view in whatever order its filters were set, and whatever is open in it', () => {
  expect(viewQuery(new URLSearchParams('sort=-assigned&q=a&open=1.STDQ&tab=holders&location='))).toBe(
    view.query,
  );
  expect(findView([view], '/apps', new URLSearchParams('sort=-assigned&q=a&open=1'))).toBe(view);
});

it('is another one with another filter or on another screen', () => {
  expect(findView([view], '/apps', new URLSearchParams('q=a'))).toBeUndefined();
  expect(findView([view], '/people', new URLSearchParams(view.query))).toBeUndefined();
});

it.each([
  ['location=8', 'location'],
  ['list=gone', 'list'],
  ['location=7&list=l', undefined],
  ['list=none', undefined],
  ['', undefined],
])('of “%s” names what is gone: %s', (query, gone) => {
  expect(goneOf(new URLSearchParams(query), known)).toBe(gone);
});
