import { expect, test } from 'vitest';
import { createRandomIds } from '../../../../components/people-import/random-ids.ts';

test('ids are random UUIDs of version 4, each one new, also when several files are read', () => {
  const [some, others] = [createRandomIds(), createRandomIds()];
  const ids = Array.from({ length: 3000 }, () => [some(), others()]).flat();
  expect(new Set(ids).size).toBe(6000);
  for (const id of ids)
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test('every digit that is not fixed takes every value', () => {
  const newId = createRandomIds();
  const ids = Array.from({ length: 2000 }, newId);
  const valuesAt = Array.from({ length: 36 }, (_, at) => new Set(ids.map((id) => id[at])).size);
  const form = [...'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'];
  expect(valuesAt).toEqual(form.map((one) => (one === 'x' ? 16 : one === 'y' ? 4 : 1)));
});
